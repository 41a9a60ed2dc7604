// How the work of a run is cut into work_units: by the experiment's numbers alone, so that every
// process that plays a part of it cuts alike, and what each has done can be named and added up.
#pragma once

#include <cstdint>
#include <span>

#include <boost/icl/interval_set.hpp>

#include "experiments/simulation/engine/simulate.h"
#include "experiments/spec/experiment_spec.h"

namespace reprise {

/// Portions by number; of one day or of a whole seed.
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
  /// Leaves the later seeds out, as a rule has decided.
  void end_after(std::uint64_t seeds) { seeds_ = seeds; }
  /// Portions of every day of every seed: consecutive episodes, or shares of the users where some
  /// treatment remembers its users, so that a user's sessions stay together.
  std::uint64_t work_units(std::uint64_t day) const;
  /// Whether work_units are shares of the users: a work_unit is then played for all days in turn.
  bool by_user() const { return by_user_; }
  /// The episodes of consecutive work_units of a day.
  EpisodeRange episodes(std::uint64_t day, const WorkUnitRange& work_units) const;
  /// Sessions sampled in these work_units, as far as is known before they are drawn.
  double expected_episodes(std::uint64_t day, const WorkUnitRange& work_units) const;

  /// The work_units of a seed's day that a share of the work holds: disjoint, and together all.
  WorkUnitSet of_share(std::uint64_t seed, std::uint64_t day, const WorkShare& share) const;

 private:
  EpisodeRange day_episodes(std::uint64_t day) const;

  std::uint64_t seeds_;
  std::uint64_t days_;
  std::uint64_t episodes_;
  bool by_user_;
  std::uint64_t user_work_units_;  // where by_user
  bool whole_seeds_;               // no seed can be shared: each day needs all of the day before
};

}  // namespace reprise
