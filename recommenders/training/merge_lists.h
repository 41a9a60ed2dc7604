// Merges the lists of several models into one list.
#pragma once

#include <span>

#include "recommenders/training/top_lists.h"

namespace reprise {

/// Merges the lists of each key: at most settings.top items, each once, by the sum of 1 / (60 +
/// rank) over the lists that hold it (Cormack, Clarke, Buettcher, SIGIR 2009), equal ones by id,
/// and at most settings.artist_cap of an artist. The scores are these sums. Takes at least one set
/// of lists; all have the same number of keys. Pure; parallel.
Lists merge_lists(std::span<const Lists> models, const ListSettings& settings);

}  // namespace reprise
