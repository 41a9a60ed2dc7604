// Tells whether a person reads a file's output.
#pragma once

#include <cstdlib>

#include <unistd.h>

namespace reprise {

/// Returns true when an open file is a terminal. The result is false under mpirun, because the
/// files of its ranks look like terminals, but their output goes wherever mpirun's own output goes.
inline bool is_terminal(int file) {
  return ::isatty(file) == 1 && std::getenv("OMPI_COMM_WORLD_SIZE") == nullptr;
}

}  // namespace reprise
