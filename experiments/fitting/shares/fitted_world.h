// Turns a fit into a world like any other: tracks, users, traits.
#pragma once

#include "experiments/fitting/shares/fit_world.h"
#include "sim/world/world.h"

namespace reprise {

/// What a log of botify's kind says of leaving: a session ends when its budget is spent, so the
/// parts of tracks that were not heard add up to the budget in the mean.
struct FittedBudget {
  double mean = 0;   // of the unheard parts of a session, over users
  double error = 0;  // standard error of the mean, users being what varies
  std::int32_t budget = 5;
};

/// Returns the budget: the mean, rounded, at least 1. Pure.
FittedBudget fit_budget(const FittingLog& log);

/// Returns the arrays of the fitted world. Users have the traits of the fit, the budget of all, and
/// the preset's `interest_neighbours`; tracks are ranked by the time for which the log's sessions
/// heard them. Pure.
WorldData fitted_world_data(const FittingLog& log, const FittedModel& model,
                            const FittedBudget& budget);

}  // namespace reprise
