#include "recommenders/training/epochs.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "recommenders/training/learning_schedule.h"

namespace reprise {
namespace {

// A loss above this multiple of the loss of predicting 0 counts as diverging.
constexpr double kExploding = 100;

}  // namespace

TrainedEpochs run_epochs(const EpochSettings& settings, double nothing, const EpochSteps& steps,
                         const Progress& progress) {
  TrainedEpochs result;
  LearningSchedule schedule(settings.learning_rate, settings.plateau_patience,
                            settings.plateau_factor, settings.stop_patience);
  result.stop_message = fmt::format("all {} epochs done", settings.epochs);
  for (std::int64_t epoch = 1; epoch <= settings.epochs; ++epoch) {
    // Trains one epoch.
    EpochLoss loss;
    loss.epoch = epoch;
    loss.learning_rate = schedule.learning_rate();
    loss.train = steps.train(epoch, loss.learning_rate);
    if (steps.validate) loss.validation = steps.validate();
    result.losses.push_back(loss);
    if (progress) {
      progress("epochs", static_cast<std::size_t>(epoch),
               static_cast<std::size_t>(settings.epochs));
    }
    const double worst = std::max(loss.train, loss.validation.value_or(loss.train));
    // The comparison is written so that a NaN counts as diverging.
    const bool sound = worst <= kExploding * std::max(nothing, 1e-4) && steps.is_finite();
    if (!sound || std::isnan(loss.train) || std::isnan(loss.validation.value_or(0))) {
      result.stop_reason = StopReason::diverged;
      const std::string reached =
          std::isfinite(loss.train) ? fmt::format("{:.3g}", loss.train) : "beyond all numbers";
      result.stop_message = fmt::format(
          "diverged in epoch {}: the training loss is {} where predicting 0 costs {:.3g}; kept the "
          "weights of epoch {}; lower the learning rate",
          epoch, reached, nothing, result.best_epoch);
      break;
    }
    // Keeps the weights if they are the best so far, and stops if the schedule says so.
    LearningSchedule::Verdict verdict{true, false};
    if (loss.validation) verdict = schedule.after_epoch(*loss.validation);
    if (verdict.best) {
      steps.keep();
      result.best_epoch = epoch;
    }
    if (verdict.stop) {
      result.stop_reason = StopReason::no_better_validation;
      result.stop_message = fmt::format(
          "stopped after epoch {}: {} epochs without a better validation loss than "
          "epoch {}",
          epoch, settings.stop_patience, result.best_epoch);
      break;
    }
  }
  return result;
}

}  // namespace reprise
