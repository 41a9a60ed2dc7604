// Recommendation lists: one for each track or each user.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/world/ids.h"

namespace reprise {

/// Whose lists they are.
enum class ListOf { users, tracks };

/// Lists by user index or track id. A list that is not there is empty.
struct Lists {
  std::vector<std::uint64_t> begin;  // n + 1 offsets
  std::vector<TrackId> flat;
  std::vector<float> scores;  // as many, or none

  std::size_t size() const { return begin.empty() ? 0 : begin.size() - 1; }
  std::span<const TrackId> of(std::uint32_t key) const {
    return std::span(flat).subspan(begin[key], begin[key + 1] - begin[key]);
  }
  /// One per item of the list, or null.
  const float* scores_of(std::uint32_t key) const {
    return scores.empty() ? nullptr : scores.data() + begin[key];
  }

  friend bool operator==(const Lists&, const Lists&) = default;
};

}  // namespace reprise
