#!/usr/bin/env bash
# Ctrl-C gives what mpirun started one second to save its work, and then kills it; and mpirun's exit
# status is 1, whatever the program's would have been.
#
# Seen in Open MPI 4.1.4 (Debian 12's openmpi-bin 4.1.4-3+b1). On SIGINT and on SIGTERM mpirun sends
# SIGTERM to the ranks, waits a second (--mca odls_base_sigkill_timeout) and sends SIGKILL. A
# program that exits with 130 by itself is reported as 130, but as 1 after Ctrl-C. One would guess
# that mpirun passes the signal on and waits, as a shell does.
#
# What it changes for us: `reprise run` keeps checkpoints while it plays, so that little is lost
# when it is killed; for a state that takes longer to write, experiments/README.md gives the option.
#
# Fetches the packages from Debian into a temporary folder and runs them there; fails when the
# behaviour has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# With what these packages need and this machine does not have.
mkdir -p debs/partial root
apt-get install -qq -y --download-only --reinstall --no-install-recommends \
  -o APT::Sandbox::User=root -o Dir::Cache::archives="$PWD/debs" openmpi-bin=4.1.4-3+b1 openmpi-common=4.1.4-3 libopenmpi3=4.1.4-3+b1 >/dev/null
for package in debs/*.deb; do dpkg -x "$package" root; done
libraries=$PWD/root/usr/lib/x86_64-linux-gnu
export LD_LIBRARY_PATH=$libraries:$libraries/openmpi/lib
# Leave to run as root and with more ranks than cores; nothing is started on another machine.
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_plm_rsh_agent=sh
mpirun=$PWD/root/usr/bin/mpirun.openmpi

cat >saves.sh <<'SCRIPT'
# Begins, and when told to end takes "$1" seconds to save its work.
trap 'sleep "$1"; touch saved; exit 130' TERM INT
touch begun
while :; do sleep 0.05; done
SCRIPT

# Interrupts a rank that needs SECONDS to save its work.
interrupt() { # SECONDS [OPTIONS]
  local seconds=$1 status=0
  rm -f begun saved
  "$mpirun" -n 1 "${@:2}" bash saves.sh "$seconds" 2>/dev/null &
  until [ -e begun ]; do sleep 0.1; done
  kill -TERM $!
  wait $! || status=$?
  if [ -e saved ]; then echo "saved, status $status"; else echo "killed before it had saved, status $status"; fi
}
{
  "$mpirun" --version | sed -n '1s/.*) /Open MPI /p'
  status=0
  "$mpirun" -n 1 bash -c 'exit 130' 2>/dev/null || status=$?
  echo "exits with 130 by itself: status $status"
  echo "0.2 s of work to save: $(interrupt 0.2)"
  echo "4 s of work to save: $(interrupt 4)"
  echo "4 s, with a timeout of 20 s: $(interrupt 4 --mca odls_base_sigkill_timeout 20)"
} | tee seen
cat >expected <<'EXPECTED'
Open MPI 4.1.4
exits with 130 by itself: status 130
0.2 s of work to save: saved, status 1
4 s of work to save: killed before it had saved, status 1
4 s, with a timeout of 20 s: saved, status 1
EXPECTED
diff expected seen && echo "as described"
