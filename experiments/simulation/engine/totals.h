// The sums over the sessions of a treatment. All sums are whole numbers, so that they are the same
// bits in any order and on any number of threads.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "experiments/metrics/metric.h"
#include "experiments/metrics/user_values.h"
#include "experiments/simulation/engine/random_group_sums.h"
#include "experiments/simulation/engine/session_tally.h"
#include "experiments/simulation/engine/treatment.h"

namespace reprise {

/// The observables that a set of metrics needs, each once. one_session and
/// budget_residual_hundredths always come first. Observables from which a metric takes a quantile
/// are kept apart: they are tallied session by session.
class Observables {
 public:
  explicit Observables(const std::vector<const Metric*>& metrics);

  std::size_t size() const { return all_.size(); }
  Observable operator[](std::size_t i) const { return all_[i]; }
  /// Returns the column of an observable, which one of the metrics must use.
  std::size_t column(Observable observable) const;
  const std::vector<Observable>& tallied() const { return tallied_; }
  /// Returns true if a metric measures the time that recommendations took.
  bool timed() const { return timed_; }

 private:
  std::vector<Observable> all_;
  std::vector<Observable> tallied_;
  bool timed_ = false;
};

struct Totals {
  std::vector<std::int64_t> counts;  // users x observables
  std::vector<std::uint64_t> plays;  // by recommended track; complete after count_recent_plays()
  std::uint64_t sessions = 0;
  std::uint64_t recommendations = 0;
  std::uint64_t cut_off = 0;  // sessions that reached the largest number of steps
  SourceTally sources;
  RandomGroupSums lengths;        // sessions by number of recommended tracks; kLongest: or more
  RandomGroupSums time_by_step;   // hundredths listened to, by step 0..kSteps-1
  RandomGroupSums skips_by_step;  // number of steps that cost budget, by step 0..kSteps-1
  std::vector<std::vector<std::int64_t>> learned;  // one vector per learner of the treatment
  std::vector<SessionTally> tallies;  // one per tallied observable; empty before the first session

  static constexpr std::size_t kLongest = 1024;  // the last entry of `lengths`
  static constexpr std::size_t kSteps = 100;

  Totals() = default;
  Totals(std::size_t n_users, std::size_t n_observables, std::size_t n_tracks,
         const Treatment& treatment)
      : counts(n_users * n_observables), plays(n_tracks) {
    for (const auto& learner : treatment.learners) learned.emplace_back(learner->size());
  }

  /// Adds a finished session. `plays` is complete only after count_recent_plays(). `was_cut_off`
  /// tells that the session reached the largest number of steps with budget left.
  void add(const Session& session, const Observables& observables, bool was_cut_off);
  void count_recent_plays();
  /// Adds `other`, which must not have recent plays.
  Totals& operator+=(const Totals& other);

  /// Returns the metric's value for each user with a session. For a ratio of totals, the values are
  /// chosen such that their mean is the ratio (experiments/statistics/ratio_metric.h). Pure.
  UserValues values(const Metric& metric, const Observables& observables) const;
  /// Returns the same values for the users `among`, whose indices must be ascending. Pure.
  UserValues values(const Metric& metric, const Observables& observables,
                    std::span<const UserIndex> among) const;
  /// Returns the distribution of all sessions on the numerator of a metric that takes a quantile of
  /// single sessions. Pure.
  UserDistributions distributions(const Metric& metric, const Observables& observables) const;
  /// Returns the number of users with a session. Pure.
  std::uint64_t users(const Observables& observables) const;

 private:
  // The tracks played since the last count_recent_plays(), up to some thousands. Counting one play
  // waits for memory; counting many plays together waits only about once.
  std::vector<TrackId> recent_plays_;
};

}  // namespace reprise
