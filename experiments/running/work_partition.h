// Cuts the work of a run into work units, by the numbers of the experiment alone. So all processes
// that share a run cut it in the same way, and their parts can be named and added up.
#pragma once

#include <cstdint>
#include <span>

#include <boost/icl/interval_set.hpp>

#include "experiments/simulation/engine/simulate.h"
#include "experiments/spec/experiment_spec.h"

namespace reprise {

/// A set of work units by their numbers, of one day or of a whole seed.
using WorkUnitSet = boost::icl::interval_set<std::uint64_t, std::less,
                                             boost::icl::right_open_interval<std::uint64_t>>;
using WorkUnitRange = WorkUnitSet::interval_type;

/// A part of the work that several processes share: number `index` (from 0) of `count`.
struct WorkShare {
  std::uint64_t index = 0;
  std::uint64_t count = 1;
};

class WorkPartition {
 public:
  WorkPartition(const ExperimentSpec& spec, std::uint64_t seeds,
                std::span<const Treatment> treatments, std::size_t n_users);

  std::uint64_t seeds() const { return seeds_; }
  std::uint64_t days() const { return days_; }
  /// Leaves out the seeds from number `seeds` on, because a rule has ended the run.
  void end_after(std::uint64_t seeds) { seeds_ = seeds; }
  /// Returns the number of work units of this day, which is the same for every seed. A work unit is
  /// a range of consecutive episodes. Where some treatment remembers its users, it is a share of
  /// the users, so that all sessions of a user stay together.
  std::uint64_t work_units(std::uint64_t day) const;
  /// Returns true when a work unit is a share of the users. It is then played for all days in turn.
  bool by_user() const { return by_user_; }
  /// Returns the episodes of consecutive work units of a day.
  EpisodeRange episodes(std::uint64_t day, const WorkUnitRange& work_units) const;
  /// Returns the number of episodes in these work units. It is an expectation when work units are
  /// shares of the users, because the users of the episodes are not drawn yet.
  double expected_episodes(std::uint64_t day, const WorkUnitRange& work_units) const;

  /// Returns the work units of a seed's day that belong to a share of the work. The shares are
  /// disjoint and together have all work units.
  WorkUnitSet of_share(std::uint64_t seed, std::uint64_t day, const WorkShare& share) const;

 private:
  EpisodeRange day_episodes(std::uint64_t day) const;

  std::uint64_t seeds_;
  std::uint64_t days_;
  std::uint64_t episodes_;
  bool by_user_;
  std::uint64_t user_work_units_;  // work units of a day when by_user_
  // One process must play all of a seed, because each day needs all of the day before, or because
  // all sessions draw from one stream.
  bool whole_seeds_;
};

}  // namespace reprise
