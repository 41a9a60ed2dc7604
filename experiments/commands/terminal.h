// Whether a person looks on.
#pragma once

#include <cstdlib>

#include <unistd.h>

namespace reprise {

/// Whether an open file is somebody's terminal. What mpirun gives its ranks looks like one and goes
/// wherever mpirun's own output goes.
inline bool is_terminal(int file) {
  return ::isatty(file) == 1 && std::getenv("OMPI_COMM_WORLD_SIZE") == nullptr;
}

}  // namespace reprise
