// The cells of a sweep: the experiment once for each choice of its settings.
#pragma once

#include <string>
#include <vector>

#include "experiments/spec/experiment_spec.h"
#include "reports/results/sweep_results.h"

namespace reprise {

/// What a cell runs: one experiment, or one for each world.
struct CellPlan {
  SweepPoint point;
  std::vector<ExperimentSpec> runs;  // empty where the settings make no sound experiment
  std::string hash;                  // of the experiment, whatever world it is played in
  std::string error;                 // why there are no runs
};

/// The experiment with a point's settings, one run for each world of the sweep, and `episodes`
/// where they are not 0. A mistake that the settings make is told in `error`.
CellPlan plan_cell(const ExperimentSpec& spec, const SweepPoint& point, std::uint64_t episodes = 0);

/// Every cell of an experiment with a sweep, planned. Throws UserError where the sweep's method has
/// none.
std::vector<CellPlan> plan_cells(const ExperimentSpec& spec);

/// The axes as reports show them, with every value that occurs in the points.
std::vector<SweepParameter> describe_axes(const std::vector<SweepAxis>& axes,
                                          const std::vector<SweepPoint>& points);

}  // namespace reprise
