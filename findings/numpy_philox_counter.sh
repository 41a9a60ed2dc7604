#!/usr/bin/env bash
# NumPy's Philox never gives the block of the counter that it is told, and advance(1) skips four numbers.
#
# Seen in NumPy 1.24.2 (Debian 12's python3-numpy 1:1.24.2-1+deb12u1) beside Random123 1.14
# (librandom123-dev 1.14.0+dfsg-4): Philox(key=K, counter=C) adds one to the counter before it makes its
# first block, so its numbers are Random123's philox4x64 at C + 1, C + 2, ...; the block at 0 comes last,
# after 2^256 others. advance(n) moves the counter by n blocks of four numbers of 64 bits, and forgets what
# is left of the present block: after one number, advance(1) skips seven. PCG64's advance(n) skips n.
# One would guess that a counter-based generator begins at its counter, and that advance counts numbers.
#
# What it changes for us: draws of ours are addressed, by a key and a counter as Random123 has them. Whoever
# repeats addressed draws of philox4x64 in NumPy gives `counter=C - 1` for the block at C, and for the block
# at 0 the largest counter.
#
# Fetches the packages into a temporary folder, compiles and runs them there; fails when the behaviour has
# changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq -o APT::Sandbox::User=root python3-numpy=1:1.24.2-1+deb12u1 librandom123-dev=1.14.0+dfsg-4 >/dev/null
for package in *.deb; do dpkg -x "$package" root; done
cat >random123.cpp <<'CPP'
#include <cstdio>

#include <Random123/philox.h>

int main() {
  for (const unsigned long counter : {0ul, 1ul, 2ul, 3ul}) {
    const auto block = r123::Philox4x64()({{counter, 0, 0, 0}}, {{5, 0}});
    std::printf("Random123, counter %lu:", counter);
    for (const auto word : block) std::printf(" %016lx", static_cast<unsigned long>(word));
    std::puts("");
  }
}
CPP
g++ -std=c++17 -O1 -w -isystem root/usr/include -o random123 random123.cpp
cat >numpy_philox.py <<'PYTHON'
import numpy

def philox(counter):
    return numpy.random.Philox(key=5, counter=counter)

def line(what, words):
    print(f"{what}:", *(f"{int(word):016x}" for word in words))

line("NumPy, counter=0", philox(0).random_raw(4))
line("NumPy, counter=1", philox(1).random_raw(4))
line("NumPy, counter=2^256-1", philox(2**256 - 1).random_raw(4))
advanced = philox(0)
advanced.advance(1)
line("NumPy, counter=0, advance(1)", advanced.random_raw(1))
advanced = philox(0)
advanced.random_raw(1)
advanced.advance(1)
line("NumPy, counter=0, one number, advance(1)", advanced.random_raw(1))
numbers = numpy.random.PCG64(5).random_raw(2)
advanced = numpy.random.PCG64(5)
advanced.advance(1)
print("PCG64, advance(1) skips one number:", bool(advanced.random_raw() == numbers[1]))
PYTHON
{
  ./random123
  PYTHONPATH=$PWD/root/usr/lib/python3/dist-packages PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 numpy_philox.py
} | tee seen
cat >expected <<'EXPECTED'
Random123, counter 0: f394f5ed5949960b 57f29b52d98d9c4d 9932c51088c3c7cd 32b115c2d344e4fe
Random123, counter 1: bbd6c66234fd0c91 972c5c680d78ea48 3532f77bf5c294a3 71803e5d0e6f08fe
Random123, counter 2: 3fbe633223a39c06 ad7695b2d5bf33df be4eb1b330cefcfd c522b1ac1df7276f
Random123, counter 3: d91382dc275883cd 0f36625e53a406a7 1951940d103b8771 c2b25878af239218
NumPy, counter=0: bbd6c66234fd0c91 972c5c680d78ea48 3532f77bf5c294a3 71803e5d0e6f08fe
NumPy, counter=1: 3fbe633223a39c06 ad7695b2d5bf33df be4eb1b330cefcfd c522b1ac1df7276f
NumPy, counter=2^256-1: f394f5ed5949960b 57f29b52d98d9c4d 9932c51088c3c7cd 32b115c2d344e4fe
NumPy, counter=0, advance(1): 3fbe633223a39c06
NumPy, counter=0, one number, advance(1): d91382dc275883cd
PCG64, advance(1) skips one number: True
EXPECTED
diff expected seen && echo "as described"
