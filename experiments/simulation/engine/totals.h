// What a treatment's sessions add up to: whole numbers only, so that sums are the same bits in any
// order, on any number of threads.
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

/// The observables that a set of metrics needs, each once; one_session and
/// budget_residual_hundredths come first in any case. Those that quantiles are taken of are tallied
/// session by session.
class Observables {
 public:
  explicit Observables(const std::vector<const Metric*>& metrics);

  std::size_t size() const { return all_.size(); }
  Observable operator[](std::size_t i) const { return all_[i]; }
  /// The column of an observable that one of the metrics uses.
  std::size_t column(Observable observable) const;
  const std::vector<Observable>& tallied() const { return tallied_; }
  /// Whether one of them is how long recommendations took.
  bool timed() const { return timed_; }

 private:
  std::vector<Observable> all_;
  std::vector<Observable> tallied_;
  bool timed_ = false;
};

struct Totals {
  std::vector<std::int64_t> counts;  // users x observables
  std::vector<std::uint64_t> plays;  // per track, of recommended tracks, up to count_recent_plays()
  std::uint64_t sessions = 0;
  std::uint64_t recommendations = 0;
  std::uint64_t cut_off = 0;  // sessions that reached the most steps
  SourceTally sources;
  RandomGroupSums lengths;       // sessions by recommended tracks, of kLongest: or more
  RandomGroupSums time_by_step;  // hundredths listened to at each of the first kSteps steps, from 0
  RandomGroupSums skips_by_step;                   // how many of these cost budget
  std::vector<std::vector<std::int64_t>> learned;  // by each of the treatment's learners
  std::vector<SessionTally> tallies;  // by tallied observable; empty before the first session

  static constexpr std::size_t kLongest = 1024;  // recommended tracks that `lengths` tells apart
  static constexpr std::size_t kSteps = 100;

  Totals() = default;
  Totals(std::size_t n_users, std::size_t n_observables, std::size_t n_tracks,
         const Treatment& treatment)
      : counts(n_users * n_observables), plays(n_tracks) {
    for (const auto& learner : treatment.learners) learned.emplace_back(learner->size());
  }

  /// Counts a finished session; its plays are among `plays` after count_recent_plays().
  void add(const Session& session, const Observables& observables, bool was_cut_off);
  void count_recent_plays();
  /// `other` has no recent plays.
  Totals& operator+=(const Totals& other);

  /// A metric's value for each user with a session. The values of a ratio of totals are such that
  /// their mean is the ratio (experiments/statistics/ratio_metric.h).
  UserValues values(const Metric& metric, const Observables& observables) const;
  /// The same among some of the users, who are named in rising order.
  UserValues values(const Metric& metric, const Observables& observables,
                    std::span<const UserIndex> among) const;
  /// All sessions by what a metric of single sessions takes a quantile of.
  UserDistributions distributions(const Metric& metric, const Observables& observables) const;
  /// The users with a session.
  std::uint64_t users(const Observables& observables) const;

 private:
  // Tracks played since count_recent_plays(), up to some thousands: counting one waits for memory,
  // counting many at one go does so once.
  std::vector<TrackId> recent_plays_;
};

}  // namespace reprise
