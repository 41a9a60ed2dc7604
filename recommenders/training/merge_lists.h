// One list from several models' lists.
#pragma once

#include <span>

#include "recommenders/training/top_lists.h"
#include "sim/support/parameters/parameters.h"

namespace reprise {

/// reciprocal_rank: by the sum of 1 / (60 + rank) (Cormack, Clarke, Buettcher, SIGIR 2009);
/// votes: by the number of lists an item is in, then by that sum;
/// interleave: the first items of all lists, then the second ones, and so on.
enum class MergeRule { reciprocal_rank, votes, interleave };
inline std::vector<std::string> choices(MergeRule) {
  return {"reciprocal_rank", "votes", "interleave"};
}

/// Merges the lists of each key; items at most `top`, each once, equal ones by id. Scores are the
/// sums of reciprocal ranks, votes, or 1 / (position + 1). All of the same number of keys; at least
/// one. Pure; parallel.
Lists merge_lists(std::span<const Lists> models, MergeRule rule, std::uint32_t top);

}  // namespace reprise
