// One cell of a sweep from its results: of one run, or of one in each of several worlds.
#pragma once

#include <vector>

#include "experiments/spec/experiment_spec.h"
#include "reports/results/sweep_results.h"

namespace reprise {

/// Takes over what a run found out.
void fill_cell(SweepCell& cell, const Results& results);

/// Takes over what runs in several worlds found out. Worlds are the top cluster: each gives one
/// difference and one pair of means, and intervals are t intervals (Fieller's for relative effects)
/// over worlds, so they hold for a world that was not tried. At least two worlds.
void fill_cell(SweepCell& cell, const ExperimentSpec& spec, const std::vector<Results>& of_worlds);

}  // namespace reprise
