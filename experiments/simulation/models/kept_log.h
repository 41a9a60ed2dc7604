// Keeps the log that was played last, for models that learn from the same sessions, or from more or
// fewer of them: the cells of a sweep, or rankers that differ in how much they have seen.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "recommenders/training/pairs.h"

namespace reprise {

/// The pairs of some neighbouring episodes of a log.
struct LogBlock {
  std::uint64_t end = 0;       // the episode after the last one
  std::uint64_t sessions = 0;  // that were played of them
  PairLog::Block pairs;
};

/// One log of one kind: a kind is named by all that its sessions depend on but their number.
/// Each session must be the same whatever the number is. Not thread-safe.
class KeptLog {
 public:
  /// A log of more pairs is not kept: it would take more than 600 MB.
  static constexpr std::uint64_t kMostPairs = 50'000'000;

  bool empty() const { return blocks_.empty(); }

  /// Returns the kept blocks that a log of the first `episodes` episodes has, too: all of its
  /// blocks if the kept log has as many episodes. Valid until the next put().
  std::span<const LogBlock> blocks_of(const std::string& kind, std::uint64_t episodes) const;

  /// Keeps the blocks of a log in the order of their episodes, unless a longer one of this kind is
  /// kept.
  void put(const std::string& kind, std::vector<LogBlock> blocks);

 private:
  std::string kind_;
  std::vector<LogBlock> blocks_;
};

}  // namespace reprise
