#!/usr/bin/env bash
# Highway's vqsort asks the kernel for random bytes once for each array, however short it is.
#
# Seen in Highway 1.0.3 (Debian 12's libhwy-dev and libhwy1 1.0.3-3+deb12u1): a Sorter that is kept from
# array to array asks again for each of them, for arrays of two keys, too, which a sorting network sorts
# without a pivot. One would guess that pivots are drawn from a state that is seeded once, with the Sorter.
# So ten keys take ten times as long as with std::sort, and a hundred twice as long (measured once: 0.92
# and 1.23 microseconds instead of 0.09 and 0.57, of which the system call is 0.78).
#
# What it changes for us: recommenders sort lists of some hundred scores at each step of a session, so
# sim/numerics/descending_order.h has a radix sort of its own instead. (With vqsort, one treatment of
# configs/experiments/ideas.yaml made 500 000 such calls.)
#
# Compiles a program with the installed g++ against the packages, which are unpacked in a temporary folder;
# the program counts calls of getrandom(). Fails when the behaviour has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq -o APT::Sandbox::User=root libhwy-dev=1.0.3-3+deb12u1 libhwy1=1.0.3-3+deb12u1 >/dev/null
for package in libhwy*.deb; do dpkg -x "$package" root; done
libraries=$(dirname "$(find root -name libhwy.so)")

cat >sort.cpp <<'PROGRAM'
#include <sys/random.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <vector>

#include <hwy/contrib/sort/vqsort.h>

namespace {
long asked = 0;
}

// Stands before the C library's, and does the same.
extern "C" ssize_t getrandom(void* bytes, size_t n, unsigned flags) {
  ++asked;
  return syscall(SYS_getrandom, bytes, n, flags);
}

int main() {
  hwy::Sorter sorter;
  for (const std::size_t n : {2, 10, 100, 100000}) {
    asked = 0;
    bool sorted = true;
    std::vector<std::uint64_t> keys(n);
    for (int time = 0; time < 100; ++time) {
      for (std::size_t i = 0; i < n; ++i) keys[i] = (i + 1) * 2654435769u % 1000003;
      sorter(keys.data(), keys.size(), hwy::SortAscending());
      sorted &= std::is_sorted(keys.begin(), keys.end());
    }
    std::printf("%6zu keys, 100 times: %ssorted, getrandom called %ld times\n", n, sorted ? "" : "not ", asked);
  }
}
PROGRAM
g++ -O2 -I root/usr/include sort.cpp -L "$libraries" -lhwy_contrib -lhwy -o sort
LD_LIBRARY_PATH=$libraries ./sort | tee seen
cat >expected <<'EXPECTED'
     2 keys, 100 times: sorted, getrandom called 100 times
    10 keys, 100 times: sorted, getrandom called 100 times
   100 keys, 100 times: sorted, getrandom called 100 times
100000 keys, 100 times: sorted, getrandom called 100 times
EXPECTED
diff expected seen && echo "as described"
