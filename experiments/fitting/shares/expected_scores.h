// What the shares of a log say about scores, given the fit so far: the quadratic problem that a
// sweep of least squares solves.
#pragma once

#include <span>
#include <vector>

#include "experiments/fitting/shares/fitted_model.h"

namespace reprise {

/// The step's likelihood near the current score, as that of one observation of the score.
struct ScoreTarget {
  float score = 0;
  float weight = 0;  // 1: seen exactly; near 0: the share is 0 and was expected to be 0
};

/// How well held-out steps are predicted.
struct FitQuality {
  double held_out_log_likelihood = 0;  // a step, in nats; 0 without such steps
  double held_out_noise = 0;           // root of the mean square of what held-out scores get wrong
  std::uint64_t held_out = 0;          // such steps
};

/// Sets `targets` (one per step; those of repeated and held-out steps are left alone).
/// `interest_of` has one track per session. Newton's step for the likelihood of a rounded and
/// censored normal score. Runs on all threads of the TBB arena; the result does not depend on their
/// number.
FitQuality expect_scores(const FittingLog& log, const FittedModel& model,
                         std::span<const TrackId> interest_of, const ShareBounds& bounds,
                         std::span<ScoreTarget> targets);

}  // namespace reprise
