// Looks in a log for what its people cannot have done if botify's user model were theirs.
#pragma once

#include <vector>

#include "experiments/fitting/shares/fit_world.h"
#include "experiments/fitting/shares/fitted_world.h"
#include "experiments/fitting/trust/predict_held_out.h"
#include "reports/results/fit_summary.h"

namespace reprise {

/// Returns all checks, raised or not, each with what was measured and its limit:
/// - `leaves_after_whole_tracks`: sessions end after a track that was heard out.
/// - `leaves_otherwise`: the unheard parts of a session vary more or less than a budget lets them.
/// With a budget b, b minus the unheard parts
///   is a martingale at the session's end, whose variance is the mean of the sum of share x (1 -
///   share).
/// - `repeats_otherwise`: a track that was played before in its session is heard again.
/// - `responds_otherwise`: the same user with the same interest hears different shares of the same
///   track, in sessions that the fit takes for the same.
/// - `no_taste`: shares of held-out users are predicted no better than by means of tracks and
/// users.
/// - `too_little`: too few steps tell about the tracks, or about the users.
/// - `no_variety`: a large part of the catalog was hardly ever recommended.
/// Pure.
std::vector<FitFlag> look_for_misfit(const FittingLog& log, const WorldFit& fit,
                                     const FittedBudget& budget, const HeldOutPrediction& held_out);

}  // namespace reprise
