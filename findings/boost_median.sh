#!/usr/bin/env bash
# The median of one value is 0, and the median of the same sessions depends on their order.
#
# Seen in Boost 1.74 (Debian 12's libboost1.74-dev 1.74.0+ds1-21), Boost.Accumulators: tag::median is an
# estimate in five numbers (the P-square algorithm of Jain and Chlamtac, 1985), not the middle value.
# Below five values it is whatever came third, or 0; of 100 000 sessions in the order of their lengths,
# the longest first, it is 7 tracks where the middle one has 5; of played shares with two humps it is a
# share that nobody played. tag::tail_quantile, kept beside it for exact tails, gives NaN for a quantile that its cache
# does not reach. One would guess that the median of a few values is exact, and of many nearly so.
#
# What it changes for us: a metric in C++ that takes medians uses experiments/statistics/sample_quantile.h;
# Boost.Accumulators is here for moments alone (CONTRIBUTING.md).
#
# Fetches the headers from Debian into a temporary folder and compiles against them there; fails when
# the behaviour has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq -o APT::Sandbox::User=root libboost1.74-dev=1.74.0+ds1-21 >/dev/null
dpkg -x libboost1.74-dev*.deb root
cat > median.cpp <<'CPP'
#include <algorithm>
#include <cstdio>
#include <random>
#include <vector>

#include <boost/accumulators/accumulators.hpp>
#include <boost/accumulators/statistics/median.hpp>
#include <boost/accumulators/statistics/stats.hpp>
#include <boost/accumulators/statistics/tail_quantile.hpp>
#include <boost/version.hpp>

namespace acc = boost::accumulators;

static double median(const std::vector<double>& values) {
  acc::accumulator_set<double, acc::stats<acc::tag::median>> set;
  for (const double value : values) set(value);
  return acc::median(set);
}

static void line(const char* name, const std::vector<double>& values) {
  std::vector<double> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  std::printf("%-32s %.1f, the middle value is %.1f\n", name, median(values), sorted[values.size() / 2]);
}

int main() {
  std::printf("Boost %s\n", BOOST_LIB_VERSION);
  line("{7}:", {7});
  line("{7, 9}, both in the middle:", {7, 9});
  line("{7, 9, 1}:", {7, 9, 1});
  line("{1, 9, 7}:", {1, 9, 7});

  // Tracks of 100 000 sessions that end after each track with a chance of .15.
  std::mt19937_64 random(1);
  std::vector<double> tracks(100000);
  for (double& n : tracks) {
    for (n = 1; random() % 100 >= 15; ++n) {
    }
  }
  line("sessions as they come:", tracks);
  std::sort(tracks.begin(), tracks.end());
  line("sorted, the longest last:", tracks);
  std::reverse(tracks.begin(), tracks.end());
  line("sorted, the longest first:", tracks);

  // A listener skips at once, or hears it out: 49 plays of 0, and 51 of 1, in turn.
  std::vector<double> shares;
  for (int i = 0; i < 100; ++i) shares.push_back(i % 2 == 0 && i < 98 ? 0 : 1);
  line("shares of 0 (49) and 1 (51):", shares);

  acc::accumulator_set<double, acc::stats<acc::tag::tail_quantile<acc::right>>> tail(
      acc::right_tail_cache_size = 1000);
  for (const double n : tracks) tail(n);
  std::printf("tail_quantile, 1000 kept:        .995: %.1f, .5: %.1f\n",
              acc::quantile(tail, acc::quantile_probability = 0.995),
              acc::quantile(tail, acc::quantile_probability = 0.5));
}
CPP
g++ -std=c++17 -O1 -isystem root/usr/include -o median median.cpp
./median | tee seen
cat > expected <<'EXPECTED'
Boost 1_74
{7}:                             0.0, the middle value is 7.0
{7, 9}, both in the middle:      0.0, the middle value is 9.0
{7, 9, 1}:                       1.0, the middle value is 7.0
{1, 9, 7}:                       7.0, the middle value is 7.0
sessions as they come:           5.0, the middle value is 5.0
sorted, the longest last:        5.1, the middle value is 5.0
sorted, the longest first:       7.0, the middle value is 5.0
shares of 0 (49) and 1 (51):     0.4, the middle value is 1.0
tail_quantile, 1000 kept:        .995: 33.0, .5: nan
EXPECTED
diff expected seen && echo "as described"
