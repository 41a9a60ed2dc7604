#!/usr/bin/env bash
# A script that gnuplot gets through a pipe costs a system call for each of its bytes.
#
# Seen in gnuplot 5.4 (Debian 12's gnuplot-nox 5.4.4+dfsg1-2+b2): it makes its standard input unbuffered,
# and `-` means standard input, too. The same pipe under its name, /dev/stdin, is a file to it and is read
# in blocks. One would guess that a pipe is read in blocks in any case. (A socket has no such name: it
# cannot be opened.)
#
# What it changes for us: reports/figures/gnuplot.cpp names /proc/self/fd/0, and sim/support/child_process.cpp
# gives children pipes. The figures of a small run are scripts of 110 000 bytes: half of the run's processor
# time was spent on reading them.
#
# Fetches gnuplot from Debian into a temporary folder, with the libraries that are installed for
# .ci/debian-packages; the kernel counts its calls of read(). Fails when the behaviour has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -qq -o APT::Sandbox::User=root gnuplot-nox=5.4.4+dfsg1-2+b2 >/dev/null
dpkg -x gnuplot-nox*.deb root
gnuplot=$folder/root/usr/bin/gnuplot-nox
"$gnuplot" --version

# 40 000 bytes that set a variable again and again, then the number of reads so far, in thousands.
{
  for ((i = 0; i < 2000; ++i)); do printf 'variable = %8d\n' "$i"; done
  # shellcheck disable=SC2016
  echo 'print sprintf("%d thousand reads", system("sed -n s/^syscr:.//p /proc/$PPID/io") / 1000)'
} >script
say() { printf '%-28s %s\n' "$1:" "$(cat)"; }
{
  cat script | "$gnuplot" -d 2>&1 | say 'gnuplot, from a pipe'
  cat script | "$gnuplot" -d - 2>&1 | say 'gnuplot -, from a pipe'
  cat script | "$gnuplot" -d /dev/stdin 2>&1 | say 'gnuplot /dev/stdin'
  "$gnuplot" -d script 2>&1 | say 'gnuplot script'
} | tee seen
cat >expected <<'EXPECTED'
gnuplot, from a pipe:        40 thousand reads
gnuplot -, from a pipe:      40 thousand reads
gnuplot /dev/stdin:          0 thousand reads
gnuplot script:              0 thousand reads
EXPECTED
diff expected seen && echo "as described"
