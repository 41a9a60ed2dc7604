// How often each user's sessions came to each value: what quantiles over sessions are made of.
#pragma once

#include <cstdint>
#include <vector>

#include "experiments/statistics/session_quantile.h"
#include "sim/world/ids.h"

namespace reprise {

/// Takes memory by the different values of each user, not by sessions.
class SessionTally {
 public:
  struct Entry {
    UserIndex user = 0;
    std::uint32_t value = 0;
    std::uint64_t sessions = 0;
  };

  void add(UserIndex user, std::uint32_t value);
  SessionTally& operator+=(const SessionTally& other);

  /// By user, then value; each pair once.
  std::vector<Entry> entries() const;
  /// As entries() gives them: the users and values rising.
  static SessionTally of(std::vector<Entry> entries);

  /// Of all users of a world with so many.
  UserDistributions distributions(std::size_t n_users) const;

 private:
  void settle() const;

  // Counted, and what came since; mutable, because asking puts the two together.
  mutable std::vector<Entry> counted_;
  mutable std::vector<std::uint64_t> since_;
};

}  // namespace reprise
