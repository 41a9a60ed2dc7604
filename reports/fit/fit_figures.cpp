// The figures of a fit: are shares as predicted, and are effects as in a world whose truth is
// known?
#include <fmt/format.h>

#include "reports/fit/agreement_figure.h"
#include "reports/fit/fit_figure.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

std::string calibration(const FitSummary& summary) {
  AgreementFigure figure{.name = "calibration",
                         .title = "Are tracks heard as much as the fitted world says?",
                         .subtitle = fmt::format("{} that were held out, by their predicted share",
                                                 amount_text(summary.held_out_steps, "step")),
                         .x_title = "share that was predicted",
                         .y_title = "share that was heard",
                         .points = {}};
  for (const FitCalibrationBin& bin : summary.calibration) {
    figure.points.push_back({bin.predicted, bin.observed, 0, 0, false, ""});
  }
  return agreement_figure_script(figure);
}

std::string carry_over(const FitSummary& summary) {
  if (!summary.carry_over) return {};
  const FitCarryOver& carried = *summary.carry_over;
  AgreementFigure figure{
      .name = "carry_over",
      .title = "Do effects in a fitted world hold in the one that its log came from?",
      .subtitle = fmt::format("{} against {} in {}, in log tracks; rank correlation {:.3f}",
                              amount_text(carried.policies.size() - 1, "policy"),
                              carried.policies.front().name,
                              amount_text(carried.policies.front().trials.size(), "known world"),
                              carried.rank_correlation),
      .x_title = "effect in the world that the log was played in",
      .y_title = "effect in the world fitted to the log",
      .differences = true,
      .points = {}};
  for (std::size_t i = 1; i < carried.policies.size(); ++i) {
    const FitCarriedPolicy& policy = carried.policies[i];
    for (std::size_t k = 0; k < policy.trials.size(); ++k) {
      const FitTrialEffect& trial = policy.trials[k];
      figure.points.push_back(
          {trial.truth, trial.fitted, 0, 0, false, k == 0 ? policy.name : std::string()});
    }
  }
  return agreement_figure_script(figure);
}

const FitFigureRegistration calibration_registration(
    {"calibration", "predicted and observed shares of held-out steps", 10, calibration});
const FitFigureRegistration carry_over_registration(
    {"carry_over", "effects of policies in known worlds and in those fitted to their logs", 20,
     carry_over});

}  // namespace
}  // namespace reprise
