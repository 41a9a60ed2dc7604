// Holds recommendation lists in memory: one list for each track or each user.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/world/ids.h"

namespace reprise {

/// The owners of the lists: each user or each track has a list.
enum class ListOf { users, tracks };

/// The lists of all users (by user index) or of all tracks (by track id). A missing list is empty.
struct Lists {
  std::vector<std::uint64_t> begin;  // n + 1 offsets
  std::vector<TrackId> flat;
  std::vector<float> scores;  // one score per entry of `flat`, or empty without scores

  std::size_t size() const { return begin.empty() ? 0 : begin.size() - 1; }
  std::span<const TrackId> of(std::uint32_t key) const {
    return std::span(flat).subspan(begin[key], begin[key + 1] - begin[key]);
  }
  /// Returns the scores of the list, one per item; null without scores.
  const float* scores_of(std::uint32_t key) const {
    return scores.empty() ? nullptr : scores.data() + begin[key];
  }

  friend bool operator==(const Lists&, const Lists&) = default;
};

}  // namespace reprise
