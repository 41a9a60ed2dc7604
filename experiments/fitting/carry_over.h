// Would a fit have told the truth? A log is played in a world whose truth is known, a world is
// fitted to that log alone, and both worlds are asked the same questions.
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "experiments/fitting/fit_world.h"
#include "experiments/fitting/policies.h"
#include "reports/results/fit_summary.h"

namespace reprise {

struct CarryOverSettings {
  std::uint64_t refits = 6;         // on resampled users, at least 2 for intervals
  std::uint64_t sessions = 20'000;  // of each policy
  double confidence = 0.95;
};

/// What is known of a world that a log was played in.
struct KnownTruth {
  const FittedModel& model;
  std::span<const TrackId> interest_of;  // by session of the log
  std::int32_t budget = 5;
};

/// Returns how well the parameters of the truth were recovered by a fit to a log of the same users:
/// biases, sharpness, the interests themselves, which tracks they like (predicted shares), fatigue.
/// Coverage counts 95 % intervals of normal errors. Pure.
std::vector<FitRecovery> compare_parameters(const FittingLog& log, const KnownTruth& truth,
                                            const WorldFit& fit);

/// Fits to `log` once more, on users drawn with replacement, `settings.refits` times, and plays the
/// policies in `truth`, in the world of `fit` and in those of the refits. The interval of an effect
/// is the fit's own, with Student's factor and the standard deviation of refits, of which each has
/// its own resampled users. `true_world` and the fitted worlds have the same tracks. Runs on all
/// threads of the TBB arena.
FitCarryOver compare_verdicts(const FittingLog& log, const World& true_world, const WorldFit& fit,
                              const FitSettings& fit_settings,
                              std::span<const JudgedPolicy> policies,
                              const CarryOverSettings& settings, const Progress& progress);

}  // namespace reprise
