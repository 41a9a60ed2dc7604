// Checks whether a sweep's cells fit into memory. Each cell has a copy of the values it takes.
#pragma once

#include <cstddef>
#include <vector>

#include "experiments/spec/sweeps/axis.h"

namespace reprise {

/// Throws UserError when `cells` cells of these axes may take more than 256 MiB. Pure.
void check_cell_memory(const std::vector<SweepAxis>& axes, std::size_t cells);

}  // namespace reprise
