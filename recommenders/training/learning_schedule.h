// Decides from the validation loss of each epoch when the learning rate is cut and when training
// stops.
#pragma once

#include <cstdint>
#include <limits>

namespace reprise {

class LearningSchedule {
 public:
  /// The rate is multiplied by `factor` after `plateau_patience` epochs in a row without a better
  /// loss, and again after as many further ones. Training stops after `stop_patience` such epochs
  /// in a row. A patience of 0 means never.
  LearningSchedule(double learning_rate, std::int64_t plateau_patience, double factor,
                   std::int64_t stop_patience);

  struct Verdict {
    bool best = false;  // the loss is the lowest so far
    bool stop = false;
  };
  Verdict after_epoch(double validation_loss);

  double learning_rate() const { return learning_rate_; }

 private:
  double learning_rate_;
  std::int64_t plateau_patience_;
  double factor_;
  std::int64_t stop_patience_;
  double best_ = std::numeric_limits<double>::infinity();
  std::int64_t since_best_ = 0;
  std::int64_t since_cut_ = 0;
};

}  // namespace reprise
