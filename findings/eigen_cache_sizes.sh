#!/usr/bin/env bash
# The same program gives other sums on a processor whose first cache is larger.
#
# Seen in Eigen 3.4.0 (Debian 12's libeigen3-dev 3.4.0-4): a product of matrices is cut along its sum by
# the size of the first cache, which Eigen asks the processor for when it first needs it, and the parts
# are added up one after the other. In sums of 2000 terms a machine with 32 KiB and one with 48 KiB
# differ, with the same binary, the same instruction set and one thread; sums of 400 are the same. One
# would guess that the last digits depend on the compiler's flags and on the instruction set alone.
#
# What it changes for us: trained models and generated worlds would depend on the machine, so
# sim/numerics/eigen_blocks.cpp tells Eigen one size for all; a test of tests/sim holds it there. A
# recommender in C++ that links Eigen by itself has to do the same.
#
# Fetches Eigen from Debian into a temporary folder and compiles against it there; fails when the
# behaviour has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq -o APT::Sandbox::User=root libeigen3-dev=3.4.0-4 >/dev/null
dpkg -x libeigen3-dev*.deb root
cat > sums.cpp <<'CPP'
#include <cstdio>
#include <random>

#include <Eigen/Core>

// Returns whether the products of n rows with themselves are the same for two sizes of first caches,
// as if one program ran on two processors.
template <class Number>
static bool same(Eigen::Index n) {
  using Rows = Eigen::Matrix<Number, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  std::mt19937 random(1);
  Rows rows(n, 64);
  for (auto& x : rows.reshaped()) x = static_cast<Number>(random() % 2001) / 1000 - 1;
  Rows products[2];
  for (int i = 0; i < 2; ++i) {
    Eigen::setCpuCacheSizes(i == 0 ? 32 << 10 : 48 << 10, 1 << 20, 32 << 20);
    products[i].noalias() = rows.transpose() * rows;
  }
  return products[0] == products[1];
}

int main() {
  std::printf("Eigen %d.%d.%d\n", EIGEN_WORLD_VERSION, EIGEN_MAJOR_VERSION, EIGEN_MINOR_VERSION);
  for (const int n : {400, 2000}) {
    std::printf("sums of %4d terms, 32 and 48 KiB: float %s, double %s\n", n,
                same<float>(n) ? "the same" : "differ", same<double>(n) ? "the same" : "differ");
  }
}
CPP
g++ -std=c++17 -O2 -isystem root/usr/include/eigen3 -o sums sums.cpp
./sums | tee seen
cat > expected <<'EXPECTED'
Eigen 3.4.0
sums of  400 terms, 32 and 48 KiB: float the same, double the same
sums of 2000 terms, 32 and 48 KiB: float differ, double differ
EXPECTED
diff expected seen && echo "as described"
