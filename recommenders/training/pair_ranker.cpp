#include "recommenders/training/pair_ranker.h"

namespace reprise {

PairLog empty_pair_log(const World& world, LogAnchor anchor) {
  const auto n_tracks = static_cast<std::uint32_t>(world.catalog.n_tracks());
  const auto n_users = static_cast<std::uint32_t>(world.users.size());
  return PairLog(anchor == LogAnchor::user ? n_users : n_tracks, n_tracks);
}

void describe_training(const TrainedEpochs& trained, const std::optional<TestLoss>& test,
                       TrainingReport& report) {
  report.loss = "mean squared error of the time, in squared shares of a track";
  report.steps.clear();
  for (const EpochLoss& loss : trained.losses) {
    report.steps.push_back({loss.epoch, loss.learning_rate, loss.train, loss.validation});
  }
  report.best_step = trained.best_epoch;
  report.stopped = trained.stop_reason == StopReason::epochs_done ? "" : trained.stop_message;
  if (test) {
    report.test = test->model;
    report.test_of_mean = test->mean;
    report.test_of_random = test->random;
  }
}

}  // namespace reprise
