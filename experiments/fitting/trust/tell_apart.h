// Asks a classifier whether sessions that a fitted world plays look like those of the log.
#pragma once

#include <cstdint>

#include "experiments/fitting/shares/fit_world.h"
#include "reports/results/fit_summary.h"

namespace reprise {

/// Plays a log of the same users, first tracks and recommendations in the fitted world, and learns
/// to tell its sessions from those of the log: logistic regression (ridge, by iteratively
/// reweighted least squares) on numbers of a session (its length, what was heard of which tracks,
/// how the budget was spent) and their squares, from every other user. Returns how well it then
/// tells apart the sessions of the other users: the chance that it takes the real one of a pair for
/// the real one, which is .5 where it cannot tell. The error is the jackknife's over groups of
/// users. Runs on all threads of the TBB arena; a function of its arguments.
FitClassifier tell_apart(const FittingLog& log, const WorldFit& fit, std::int32_t budget);

}  // namespace reprise
