#!/usr/bin/env bash
#   tsan_tbb.sh PREFIX   build oneTBB for ThreadSanitizer and install it under PREFIX
# ThreadSanitizer does not see how threads wait for each other inside a library that was built without
# it, so that every parallel loop would look like a race. The source is Debian's, of the release that is
# installed.
set -euo pipefail
prefix=$(realpath -m "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# shellcheck source=/dev/null
. /etc/os-release
printf 'deb-src http://deb.debian.org/debian %s main\n' "$VERSION_CODENAME" >"$work/sources.list"
mkdir -p "$work/lists/partial" "$work/source"
apt() {
  apt-get -qq -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=- \
    -o Dir::State::Lists="$work/lists" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= "$@"
}
cd "$work"
apt update
apt source --download-only onetbb 2>/dev/null
tar -xf onetbb_*.orig.tar.* -C source --strip-components 1
cmake -S source -B build -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_CXX_COMPILER=clang++ \
  -DCMAKE_CXX_FLAGS=-fsanitize=thread -DCMAKE_INSTALL_PREFIX="$prefix" -DCMAKE_INSTALL_LIBDIR=lib \
  -DTBB_TEST=OFF -DTBB_STRICT=OFF -DTBBMALLOC_BUILD=OFF \
  -DTBB_DISABLE_HWLOC_AUTOMATIC_SEARCH=ON >/dev/null
cmake --build build >/dev/null
cmake --install build >/dev/null
