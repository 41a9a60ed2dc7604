// Takes the place of ranks_mpi.cpp when reprise is built without MPI.
#include "experiments/running/ranks/ranks.h"
#include "sim/support/user_error.h"

namespace reprise {

Ranks* program_ranks() {
  if (!started_as_ranks()) return nullptr;
  throw UserError(
      "this program was started as several ranks, and is built without MPI; install Debian's "
      "libboost-mpi-dev and build it with cmake -DREPRISE_MPI=ON, or use --shard I/N");
}

void abandon_ranks(int) {}

}  // namespace reprise
