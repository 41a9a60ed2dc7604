// How often each user's sessions came to each value: what quantiles over sessions are made of.
#pragma once

#include <cstdint>
#include <vector>

#include "experiments/statistics/session_quantile.h"
#include "sim/world/ids.h"

namespace reprise {

/// Takes memory by the different values of each user, not by sessions. Any number of threads may
/// read one; only one thread may change it, and none read it meanwhile.
class SessionTally {
 public:
  struct Entry {
    UserIndex user = 0;
    std::uint32_t value = 0;
    std::uint64_t sessions = 0;
  };

  void add(UserIndex user, std::uint32_t value);
  SessionTally& operator+=(const SessionTally& other);

  /// By user, then value; each pair once. Sorts a copy when sessions were added since the last +=.
  std::vector<Entry> entries() const;
  /// As entries() gives them: the users and values rising.
  static SessionTally of(std::vector<Entry> entries);

  /// Of all users of a world with so many. Copies as entries() does.
  UserDistributions distributions(std::size_t n_users) const;

 private:
  // Adds the recent sessions to counted_.
  void count_recent();

  std::vector<Entry> counted_;         // by user, then value
  std::vector<std::uint64_t> recent_;  // user and value of each session that is not in counted_
};

}  // namespace reprise
