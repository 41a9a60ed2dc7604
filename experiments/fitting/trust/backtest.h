// Predicts the effect of a treatment that a service has tried already, from the control's sessions
// alone, and puts the effect that was observed beside it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "experiments/fitting/shares/fit_world.h"
#include "experiments/fitting/shares/fitted_world.h"
#include "reports/results/fit_summary.h"

namespace reprise {

/// The sessions that a service played under one treatment.
struct BacktestArm {
  std::string name;
  FittingLog log;
};

struct BacktestSettings {
  std::uint64_t trials = 4;  // known worlds, at least 2
  double confidence = 0.95;
};

/// Replays each arm's recommendations to users of the control. A session of the arm is played to a
/// control's user (another one, in the control's own replay) who had a session that began with the
/// same track, with the interest of that session; sessions that began with a track which no such
/// user began with are left out, in the observed effect, too. Where the replayed session lasts
/// longer than the arm's, it goes on with what the arm recommended in other sessions that began
/// with that track, then with anything of the arm.
///
/// `fit` is a fit to `control`; neither knows the outcomes of the other arms. The prediction is the
/// log of the ratio of tracks per session to the control's own replay, less what fits get wrong in
/// known worlds; its interval is as in compare_verdicts. The observed effect has a delta-method
/// interval over users. Runs on all threads of the TBB arena; a function of its arguments. An arm
/// of which nothing can be replayed says why. Throws UserError when that is so of all arms.
FitBacktest backtest(const FittingLog& control, const std::string& control_name,
                     const WorldFit& fit, const FittedBudget& budget,
                     std::span<const BacktestArm> arms, const FitSettings& fit_settings,
                     const BacktestSettings& settings, const Progress& progress);

}  // namespace reprise
