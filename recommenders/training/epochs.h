// The epochs of a ranker's training: the learning rate's schedule, early stopping, the best
// checkpoint, and what a diverging loss leads to.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/support/progress.h"

namespace reprise {

/// One epoch: mean squared errors, in squared shares of a track.
struct EpochLoss {
  std::int64_t epoch = 0;  // from 1
  double learning_rate = 0;
  double train = 0;                  // of each pair just before it was learned from
  std::optional<double> validation;  // after the epoch; empty without validation pairs

  friend bool operator==(const EpochLoss&, const EpochLoss&) = default;
};

enum class StopReason { epochs_done, no_better_validation, diverged };

/// How training went.
struct TrainedEpochs {
  std::vector<EpochLoss> losses;
  std::int64_t best_epoch = 0;  // of the lowest validation loss, or the last one without validation
                                // pairs; its weights were kept last. 0: those before training
  StopReason stop_reason = StopReason::epochs_done;
  std::string stop_message;  // one sentence for people

  friend bool operator==(const TrainedEpochs&, const TrainedEpochs&) = default;
};

/// As the parameters of the same names.
struct EpochSettings {
  std::int64_t epochs = 1;
  double learning_rate = 0;
  std::int64_t plateau_patience = 0;
  double plateau_factor = 0.1;
  std::int64_t stop_patience = 0;
};

/// What a trainer does; called from one thread, in this order.
struct EpochSteps {
  std::function<double(std::int64_t epoch, double learning_rate)> train;  // gives the training loss
  std::function<double()> validate;  // gives the validation loss; empty without validation pairs
  std::function<bool()> is_finite;   // whether all weights are numbers
  std::function<void()> keep;        // copies the weights: they are the best so far
};

/// Runs epochs until they are done, none is better for `stop_patience` of them, or training
/// diverges: a weight or a loss is no number, or a loss is over a hundred times `nothing`, that of
/// predicting 0. Progress counts epochs.
TrainedEpochs run_epochs(const EpochSettings& settings, double nothing, const EpochSteps& steps,
                         const Progress& progress);

}  // namespace reprise
