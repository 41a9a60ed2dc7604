#!/usr/bin/env bash
# A uniform double of Boost.Random has 32 bits where the generator gives words of 32 bits.
#
# Seen in Boost 1.74 (Debian 12's libboost1.74-dev 1.74.0+ds1-21): uniform_01<double> and
# uniform_real_distribution<double> take one word of mt19937, so every value is a multiple of 1/2^32, and
# of a million, more than a hundred are there already. The standard library takes two words, and none of
# its values is such a multiple. Other distributions of Boost differ: values of exponential_distribution and
# normal_distribution hardly repeat; gamma_distribution and cauchy_distribution repeat as uniform values do.
# One would guess that a double has a double's 53 bits, or that all distributions share one way.
#
# What it changes for us: our streams give words of 32 bits, and one draw is one word on purpose. Whoever
# shuffles or ranks by uniform keys meets ties: in half of the shuffles of 77 000 tracks there is one.
# Where draws rank tracks (recommenders/picks/thompson.cpp, with gamma values inside) the earlier one wins.
#
# Fetches the headers from Debian into a temporary folder and compiles against them there; fails when
# the behaviour has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq -o APT::Sandbox::User=root libboost1.74-dev=1.74.0+ds1-21 >/dev/null
dpkg -x libboost1.74-dev*.deb root
cat >bits.cpp <<'CPP'
#include <cmath>
#include <cstdio>
#include <random>
#include <set>

#include <boost/random/cauchy_distribution.hpp>
#include <boost/random/exponential_distribution.hpp>
#include <boost/random/gamma_distribution.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <boost/version.hpp>

constexpr int kDraws = 1'000'000;

template <class Engine, class Distribution>
static void line(const char* what, Engine engine, Distribution distribution) {
  std::set<double> different;
  int multiples = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double value = distribution(engine);
    const double scaled = std::ldexp(value, 32);
    if (scaled == std::floor(scaled)) ++multiples;
    different.insert(value);
  }
  std::printf("%-40s %7d multiples of 1/2^32, %3zu repeated\n", what, multiples,
              kDraws - different.size());
}

int main() {
  using namespace boost::random;
  std::printf("Boost %s, a million draws\n", BOOST_LIB_VERSION);
  line("uniform_01, mt19937", mt19937(1), uniform_01<double>());
  line("uniform_real_distribution, mt19937", mt19937(1), uniform_real_distribution<double>(0, 1));
  line("uniform_real_distribution, mt19937_64", mt19937_64(1),
       uniform_real_distribution<double>(0, 1));
  line("std::uniform_real_distribution, mt19937", mt19937(1),
       std::uniform_real_distribution<double>(0, 1));
  line("gamma_distribution(2.5), mt19937", mt19937(1), gamma_distribution<double>(2.5));
  line("cauchy_distribution, mt19937", mt19937(1), cauchy_distribution<double>());
  line("exponential_distribution, mt19937", mt19937(1), exponential_distribution<double>());
  line("normal_distribution, mt19937", mt19937(1), normal_distribution<double>());
}
CPP
g++ -std=c++17 -O1 -isystem root/usr/include -o bits bits.cpp
./bits | tee seen
cat >expected <<'EXPECTED'
Boost 1_74, a million draws
uniform_01, mt19937                      1000000 multiples of 1/2^32, 117 repeated
uniform_real_distribution, mt19937       1000000 multiples of 1/2^32, 117 repeated
uniform_real_distribution, mt19937_64          0 multiples of 1/2^32,   0 repeated
std::uniform_real_distribution, mt19937        0 multiples of 1/2^32,   0 repeated
gamma_distribution(2.5), mt19937               0 multiples of 1/2^32, 201 repeated
cauchy_distribution, mt19937                   1 multiples of 1/2^32, 117 repeated
exponential_distribution, mt19937              1 multiples of 1/2^32,   0 repeated
normal_distribution, mt19937                   0 multiples of 1/2^32,   0 repeated
EXPECTED
diff expected seen && echo "as described"
