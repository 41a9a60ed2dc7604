// How well a fitted world predicts shares of users whom the fit never saw, in sessions after those
// by which it came to know them.
#pragma once

#include <vector>

#include "experiments/fitting/shares/fit_world.h"
#include "reports/results/fit_summary.h"

namespace reprise {

struct HeldOutPrediction {
  // The fitted world first, then what is simpler; empty without steps.
  std::vector<FitPrediction> predictions;
  std::vector<FitCalibrationBin> calibration;
  std::uint64_t steps = 0;
};

/// `fitted` is the log to which `fit` was fitted, `others` the log of other users. Each of these is
/// known by the first two thirds of the sessions (none of a user with fewer than three), and
/// predicted in the others; an interest is weighed by how well the session's first track suits it.
/// Beside it stand the mean share, the mean of the track, that of the user, and both together.
/// Pure; runs on all threads of the TBB arena.
HeldOutPrediction predict_held_out(const FittingLog& fitted, const WorldFit& fit,
                                   const FittingLog& others, const FitSettings& settings);

/// Predicts the held-out steps of the log that was fitted to: of the same users, in the sessions by
/// which their interests are known. This is easier. Means are those of the fitted steps. Pure.
HeldOutPrediction predict_held_out_steps(const FittingLog& fitted, const WorldFit& fit);

}  // namespace reprise
