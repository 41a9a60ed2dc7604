// A quantile of all sessions of all users, taken again and again with other weights on the users.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace reprise {

/// Values of the sessions of each user, counted: user u's are entries [begin[u], begin[u + 1]),
/// values ascending and different, counts at least 1. `begin` has one entry more than there are
/// users and starts with 0; a user without sessions has no entries.
struct UserDistributions {
  std::vector<std::uint64_t> begin;
  std::vector<std::int64_t> values;
  std::vector<std::uint64_t> counts;
};

/// Sorts the sessions once, so that a weighted quantile costs about a step per user. Every quantile
/// here is what sample_quantile would say of the sessions one by one, each as often as its user
/// weighs; absent when no session has a weight. Immutable: any number of threads may ask.
class SessionQuantile {
 public:
  /// `probability` in [0, 1]. Keeps its own copy of the sessions.
  SessionQuantile(const UserDistributions& users, double probability);

  std::size_t users() const { return shares_.size(); }
  bool has_sessions(std::size_t user) const { return shares_[user].sessions > 0; }

  /// Of all sessions as they are.
  std::optional<double> of_all() const;

  /// With every user's sessions counted as often as `weights`, one per user, says.
  std::optional<double> weighted(std::span<const std::uint8_t> weights) const;

  /// Of everybody else's sessions. Costs about a step per entry of the user and binary digit of the
  /// number of values.
  std::optional<double> without(std::size_t user) const;

 private:
  struct Entry {
    std::int64_t value;
    std::uint64_t count;
    std::size_t user;
  };
  struct Value {
    std::int64_t value;
    std::uint64_t up_to;  // sessions with this value or a smaller one
  };
  struct Share {
    std::uint64_t sessions = 0;
    std::uint64_t before_start = 0;  // of these, in entries before `start_`
  };

  void choose_start();
  std::uint64_t own_up_to(std::size_t user, std::int64_t value) const;
  std::uint64_t sessions() const { return values_.empty() ? 0 : values_.back().up_to; }

  double probability_;
  UserDistributions distributions_;
  std::vector<Share> shares_;   // by user
  std::vector<Entry> entries_;  // of all users, by value
  std::vector<Value> values_;   // the different ones, ascending
  // Weighted quantiles look from this entry on: so far below the quantile that they hardly ever lie
  // before it, and then all entries are read.
  std::size_t start_ = 0;
};

}  // namespace reprise
