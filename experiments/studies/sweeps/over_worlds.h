// Fills in a cell of a sweep from the results of its runs: of one run, or of one run in each of
// several worlds, or of one run in each world under each user model.
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

/// Fills in a cell from the results of its runs under several user models, at least two, those of
/// one model in a world each and together. A pair of a model and a world is the top cluster: it
/// gives one logarithm of the ratio of treatment to control, and the intervals are t intervals over
/// pairs. Each pair counts alike, whatever its scale: the mean of plain differences would be that
/// of the model with the longest sessions. So means are geometric ones, except on a metric that is
/// 0 somewhere, which is averaged as over worlds.
void fill_cell_over_models(SweepCell& cell, const ExperimentSpec& spec,
                           const std::vector<Results>& of_pairs);

}  // namespace reprise
