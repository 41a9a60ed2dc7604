// Runs the epochs of a ranker's training: the schedule of the learning rate, early stopping, the
// best checkpoint, and the end of training when a loss diverges.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/support/progress.h"

namespace reprise {

/// The mean squared errors of one epoch, in squared shares of a track.
struct EpochLoss {
  std::int64_t epoch = 0;  // from 1
  double learning_rate = 0;
  double train = 0;                  // error of each pair just before the step that uses it
  std::optional<double> validation;  // after the epoch; empty without validation pairs

  friend bool operator==(const EpochLoss&, const EpochLoss&) = default;
};

enum class StopReason { epochs_done, no_better_validation, diverged };

/// The course and the end of a training.
struct TrainedEpochs {
  std::vector<EpochLoss> losses;
  std::int64_t best_epoch = 0;  // the epoch with the lowest validation loss; without validation
                                // pairs, the last epoch. Its weights were kept. 0: the weights
                                // before training
  StopReason stop_reason = StopReason::epochs_done;
  std::string stop_message;  // one sentence, for people

  friend bool operator==(const TrainedEpochs&, const TrainedEpochs&) = default;
};

/// The parameters of the same names.
struct EpochSettings {
  std::int64_t epochs = 1;
  double learning_rate = 0;
  std::int64_t plateau_patience = 0;
  double plateau_factor = 0.1;
  std::int64_t stop_patience = 0;
};

/// The functions of a trainer. They are called from one thread, in this order.
struct EpochSteps {
  std::function<double(std::int64_t epoch, double learning_rate)> train;  // returns training loss
  std::function<double()> validate;  // returns the validation loss; empty without validation pairs
  std::function<bool()> is_finite;   // returns whether all weights are finite numbers
  std::function<void()> keep;        // copies the weights, which are the best so far
};

/// Runs epochs until all are done, no epoch was better for `stop_patience` epochs, or training
/// diverges: a weight or a loss is not a number, or a loss is over a hundred times `nothing`, the
/// loss of predicting 0. Progress counts epochs.
TrainedEpochs run_epochs(const EpochSettings& settings, double nothing, const EpochSteps& steps,
                         const Progress& progress);

}  // namespace reprise
