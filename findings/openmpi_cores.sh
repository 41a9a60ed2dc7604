#!/usr/bin/env bash
# One rank or two get one core each; with a third, every rank gets all cores.
#
# Seen in Open MPI 4.1.4 (Debian 12's openmpi-bin 4.1.4-3+b1). Up to two ranks are bound to a core,
# more to a socket or, where there are more ranks than cores, to nothing. So a program that makes a
# thread for each processor is slower with `mpirun -n 1` than without mpirun, on a machine of any
# size, and faster again with -n 3. One would guess that a lone rank may use what the machine has.
#
# What it changes for us: configs/cluster/slurm_mpi.sbatch and experiments/README.md give
# --bind-to none, and `reprise run --threads N` says when it has more threads than cores.
#
# Fetches the packages from Debian into a temporary folder and runs them there (as a machine with at
# least two cores); fails when the behaviour has changed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
[ "$(nproc)" -ge 2 ] || { echo "needs a machine with at least two cores"; exit 77; }
# With what these packages need and this machine does not have.
mkdir -p debs/partial root
apt-get install -qq -y --download-only --reinstall --no-install-recommends \
  -o APT::Sandbox::User=root -o Dir::Cache::archives="$PWD/debs" openmpi-bin=4.1.4-3+b1 openmpi-common=4.1.4-3 libopenmpi3=4.1.4-3+b1 >/dev/null
for package in debs/*.deb; do dpkg -x "$package" root; done
libraries=$PWD/root/usr/lib/x86_64-linux-gnu
export LD_LIBRARY_PATH=$libraries:$libraries/openmpi/lib
# Leave to run as root and with more ranks than cores; nothing is started on another machine.
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_plm_rsh_agent=sh
mpirun() { root/usr/bin/mpirun.openmpi --oversubscribe "$@"; }

cores_of_ranks() { # "one each" or "all" for RANKS ranks
  local all seen
  all=$(nproc)
  seen=$(mpirun -n "$1" "${@:2}" nproc | sort -u)
  if [ "$seen" = 1 ]; then echo "one core each"; elif [ "$seen" = "$all" ]; then echo "all cores"; else echo "$seen cores"; fi
}
{
  mpirun --version | sed -n '1s/.*) /Open MPI /p'
  echo "1 rank:  $(cores_of_ranks 1)"
  echo "2 ranks: $(cores_of_ranks 2)"
  # More ranks than cores, so that the answer does not depend on how many sockets there are.
  echo "more ranks than cores: $(cores_of_ranks $(($(nproc) + 1)))"
  echo "1 rank with --bind-to none: $(cores_of_ranks 1 --bind-to none)"
} | tee seen
cat >expected <<'EXPECTED'
Open MPI 4.1.4
1 rank:  one core each
2 ranks: one core each
more ranks than cores: all cores
1 rank with --bind-to none: all cores
EXPECTED
diff expected seen && echo "as described"
