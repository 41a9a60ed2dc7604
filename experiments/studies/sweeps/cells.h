// Plans the cells of a sweep. A cell is the experiment with one choice of the sweep's settings.
#pragma once

#include <string>
#include <vector>

#include "experiments/spec/experiment_spec.h"
#include "reports/results/sweep_results.h"

namespace reprise {

/// The runs of a cell: one experiment, or one for each user model and world of the sweep, those of
/// one model together.
struct CellPlan {
  SweepPoint point;
  std::vector<ExperimentSpec> runs;  // empty if the settings make no sound experiment
  std::string hash;                  // of the experiment with its own world, not one of the sweep's
  std::string error;                 // the reason why there are no runs
};

/// Returns the plan of the cell at `point`: the experiment with the point's settings, one run for
/// each user model and world of the sweep, and with `episodes` unless it is 0. If the settings make
/// no sound experiment, `error` tells why.
CellPlan plan_cell(const ExperimentSpec& spec, const SweepPoint& point, std::uint64_t episodes = 0);

/// Returns the experiment under each user model of its sweep, or the experiment alone if there are
/// none; the sweep's parameters and worlds are left out. Throws UserError.
std::vector<ExperimentSpec> under_each_user_model(const ExperimentSpec& spec);

/// Returns the plans of all cells, without their runs. Throws UserError when the sweep's method has
/// no cells.
std::vector<CellPlan> plan_cells(const ExperimentSpec& spec);

/// Returns the axes as reports show them, with every value that occurs in the points.
std::vector<SweepParameter> describe_axes(const std::vector<SweepAxis>& axes,
                                          const std::vector<SweepPoint>& points);

}  // namespace reprise
