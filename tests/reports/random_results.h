// Makes Results at random, for tests of what must hold whatever a run found.
#pragma once

#include <cstdint>

#include "reports/results/results.h"

namespace reprise {

/// Returns a run of "control" and up to six treatments "t1", "t2", ..., sometimes with an oracle,
/// with every pair, with a margin of equivalence or with a selection. Effects are often near 0, and
/// significant exactly when their interval excludes 0. The same number gives the same results.
Results random_results(std::uint32_t number);

}  // namespace reprise
