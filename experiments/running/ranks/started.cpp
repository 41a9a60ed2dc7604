#include <cstdlib>

#include "experiments/running/ranks/ranks.h"

namespace reprise {

bool started_as_ranks() {
  // The variables of Open MPI, and of MPICH, Intel MPI and Slurm's PMI2.
  for (const char* size : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"}) {
    const char* text = std::getenv(size);
    if (text != nullptr && std::atoi(text) > 1) return true;
  }
  return false;
}

}  // namespace reprise
