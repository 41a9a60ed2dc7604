// Fills in a cell of a sweep from the results of its runs: of one run, or of one run in each of
// several worlds.
#pragma once

#include <vector>

#include "experiments/spec/experiment_spec.h"
#include "reports/results/sweep_results.h"

namespace reprise {

/// Fills in a cell from the results of its only run.
void fill_cell(SweepCell& cell, const Results& results);

/// Fills in a cell from the results of its runs in several worlds, at least two. Worlds are the top
/// cluster: each world gives one difference and one pair of means, and the intervals are t
/// intervals over worlds (Fieller's for relative effects). So they hold for a world that was not
/// tried.
void fill_cell(SweepCell& cell, const ExperimentSpec& spec, const std::vector<Results>& of_worlds);

}  // namespace reprise
