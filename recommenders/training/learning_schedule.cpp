#include "recommenders/training/learning_schedule.h"

namespace reprise {

LearningSchedule::LearningSchedule(double learning_rate, std::int64_t plateau_patience,
                                   double factor, std::int64_t stop_patience)
    : learning_rate_(learning_rate),
      plateau_patience_(plateau_patience),
      factor_(factor),
      stop_patience_(stop_patience) {}

LearningSchedule::Verdict LearningSchedule::after_epoch(double validation_loss) {
  Verdict verdict;
  if (validation_loss < best_) {
    best_ = validation_loss;
    since_best_ = since_cut_ = 0;
    verdict.best = true;
    return verdict;
  }
  ++since_best_;
  ++since_cut_;
  if (plateau_patience_ > 0 && since_cut_ >= plateau_patience_) {
    learning_rate_ *= factor_;
    since_cut_ = 0;
  }
  verdict.stop = stop_patience_ > 0 && since_best_ >= stop_patience_;
  return verdict;
}

}  // namespace reprise
