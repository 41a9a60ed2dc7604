// Computes a quantile of all sessions of all users many times, each time with other weights on the
// users.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace reprise {

/// The counted values of each user's sessions. User u's entries are [begin[u], begin[u + 1]); the
/// values of a user are ascending and different, and counts are at least 1. `begin` has one entry
/// more than there are users and starts with 0; a user without sessions has no entries.
struct UserDistributions {
  std::vector<std::uint64_t> begin;
  std::vector<std::int64_t> values;
  std::vector<std::uint64_t> counts;
};

/// Sorts the sessions once, so that a weighted quantile costs about one step per user. Every
/// quantile here equals sample_quantile of the list of sessions in which each session is repeated
/// as often as its user weighs; it is absent when no session has a weight. Immutable and
/// thread-safe.
class SessionQuantile {
 public:
  /// `probability` is in [0, 1]. The object keeps its own copy of the sessions.
  SessionQuantile(const UserDistributions& users, double probability);

  std::size_t users() const { return shares_.size(); }
  bool has_sessions(std::size_t user) const { return shares_[user].sessions > 0; }

  /// Returns the quantile of all sessions, each counted once.
  std::optional<double> of_all() const;

  /// Returns the quantile with each user's sessions counted as often as `weights`, one per user,
  /// says.
  std::optional<double> weighted(std::span<const std::uint8_t> weights) const;

  /// Returns the quantile of the sessions of all users but this one. Costs about one step per entry
  /// of the user and per binary digit of the number of values.
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
    std::uint64_t before_start = 0;  // the user's sessions in entries before `start_`
  };

  void choose_start();
  std::uint64_t own_up_to(std::size_t user, std::int64_t value) const;
  std::uint64_t sessions() const { return values_.empty() ? 0 : values_.back().up_to; }

  double probability_;
  UserDistributions distributions_;
  std::vector<Share> shares_;   // by user
  std::vector<Entry> entries_;  // entries of all users, ascending by value
  std::vector<Value> values_;   // the different values, ascending
  // Weighted quantiles start their search at this entry. It is so far below the quantile that a
  // weighted quantile hardly ever lies before it; when one does, the search starts at entry 0.
  std::size_t start_ = 0;
};

}  // namespace reprise
