// The lists of a trained model: for every context the tracks of the largest inner products,
// exactly.
#pragma once

#include <span>
#include <vector>

#include "recommenders/lists.h"
#include "sim/support/progress.h"
#include "sim/world/embeddings.h"

namespace reprise {

/// What a list holds.
struct ListSettings {
  std::uint32_t top = 100;              // items at most
  std::uint32_t artist_cap = 0;         // items of one artist at most; 0: any number
  bool with_anchor = true;              // whether context i may list track i (contexts are tracks)
  std::span<const ArtistId> artist_of;  // per track; needed for a cap
};

/// For each row of `contexts` the tracks of the largest dot(), best first, equal scores by id.
/// Shorter than `top` only when nothing more is allowed. Candidates come from blocked matrix
/// products and are ranked by exact scores, so lists do not depend on the processor or the number
/// of threads. Uses the threads of the current TBB arena. Scores must be finite numbers.
Lists top_lists(const Embeddings& contexts, const Embeddings& tracks, const ListSettings& settings,
                const Progress& progress = {});

}  // namespace reprise
