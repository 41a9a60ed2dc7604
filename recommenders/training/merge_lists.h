// Merges the lists of several models into one list.
#pragma once

#include <span>

#include "recommenders/training/top_lists.h"
#include "sim/support/parameters/parameters.h"

namespace reprise {

/// The order of the merged items.
/// reciprocal_rank: by the sum of 1 / (60 + rank) (Cormack, Clarke, Buettcher, SIGIR 2009);
/// votes: by the number of lists that hold an item, then by the same sum;
/// interleave: the first items of all lists, then the second items, and so on.
enum class MergeRule { reciprocal_rank, votes, interleave };
inline std::vector<std::string> choices(MergeRule) {
  return {"reciprocal_rank", "votes", "interleave"};
}

/// Merges the lists of each key into at most `top` items, each once, equal ones by id. Scores are
/// the sums of reciprocal ranks, votes, or 1 / (position + 1). Takes at least one set of lists; all
/// have the same number of keys. Pure; parallel.
Lists merge_lists(std::span<const Lists> models, MergeRule rule, std::uint32_t top);

}  // namespace reprise
