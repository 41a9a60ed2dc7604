// Counts how many sessions of each user have each value. Quantiles over sessions are computed from
// these counts.
#pragma once

#include <cstdint>
#include <vector>

#include "experiments/statistics/session_quantile.h"
#include "sim/world/ids.h"

namespace reprise {

/// A table of the number of sessions by user and value. Its memory grows with the number of
/// different values of each user, not with the number of sessions. Any number of threads may read a
/// tally at the same time; while a thread changes it, no other thread may use it.
class SessionTally {
 public:
  struct Entry {
    UserIndex user = 0;
    std::uint32_t value = 0;
    std::uint64_t sessions = 0;
  };

  void add(UserIndex user, std::uint32_t value);
  SessionTally& operator+=(const SessionTally& other);

  /// Returns the entries sorted by user, then by value; each pair of user and value comes once. If
  /// recently added sessions are not counted yet, counts them in a copy of the tally.
  std::vector<Entry> entries() const;
  /// Makes a tally of entries that are sorted as entries() sorts them.
  static SessionTally of(std::vector<Entry> entries);

  /// Returns the distributions of all users of a world with `n_users` users. Makes a copy when
  /// entries() does.
  UserDistributions distributions(std::size_t n_users) const;

 private:
  // Adds the recent sessions to counted_.
  void count_recent();

  std::vector<Entry> counted_;         // sorted by user, then by value
  std::vector<std::uint64_t> recent_;  // user and value of each session that is not in counted_
};

}  // namespace reprise
