// Would a fit have told the truth? Logs are played in worlds whose truth is known, a world is
// fitted to each log alone, and both worlds are asked the same questions.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "experiments/fitting/shares/fit_world.h"
#include "experiments/fitting/shares/fitted_world.h"
#include "experiments/fitting/trust/policies.h"
#include "experiments/fitting/trust/recovered_parameters.h"
#include "reports/results/fit_summary.h"

namespace reprise {

/// Plays a log of resampled users in `truth`, a model with the users of `log`, and fits a world to
/// it. Sessions have the recommendations of `log` and the interests of `fit`, which is a fit to
/// `log`; first tracks and shares are new, and sessions end as the budget has it. Runs on all
/// threads of the TBB arena; a function of its arguments.
FitTrial play_and_fit(const FittingLog& log, const WorldFit& fit, const FittedModel& truth,
                      const FitSettings& settings, std::int32_t budget, std::uint64_t seed,
                      const Progress& progress = {});

struct CarryOverSettings {
  std::uint64_t trials = 4;         // at least 2
  std::uint64_t sessions = 20'000;  // of each policy
  double confidence = 0.95;
};

struct CarryOver {
  FitCarryOver verdicts;
  RecoveredParameters parameters;
};

/// Makes trials, and plays policies in each known world and in the one fitted to its log. Half of
/// the trials are played in the fitted world itself, which is smoother than the people's, half in
/// worlds drawn around it (draw_model), which are rougher. Two or three trials have a known world
/// in common: policies play lists that another trial's log of the same world tells (one more log
/// where a trial is alone), and the popularity list of `log`. What a fit gets wrong in an effect is
/// taken off the effect in the fitted world, `lists` being those of its policies; the interval is
/// Student's, from the spread of errors over trials (averaged with that of all policies). Known
/// worlds are easier to fit than people are, so errors are multiplied by how much larger the noise
/// of scores is in `fit`. `scratch` is where a file of lists may be for a while. Runs on all
/// threads of the TBB arena; a function of its other arguments. Throws UserError when files of
/// lists cannot be written.
CarryOver compare_verdicts(const FittingLog& log, const WorldFit& fit, const FittedBudget& budget,
                           const FitSettings& fit_settings, const std::filesystem::path& lists,
                           const std::filesystem::path& scratch, const CarryOverSettings& settings,
                           const Progress& progress);

}  // namespace reprise
