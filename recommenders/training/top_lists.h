// Makes the lists of a trained model: for every context exactly the tracks with the largest inner
// products.
#pragma once

#include <memory>
#include <span>

#include "recommenders/lists.h"
#include "recommenders/training/list_rules.h"
#include "sim/support/progress.h"
#include "sim/world/embeddings.h"

namespace reprise {

/// Makes lists of some contexts of a model, as top_lists makes those of all.
class TopLists {
 public:
  /// The embeddings and the artists of `settings` must outlive the object. Uses the threads of the
  /// current TBB arena.
  TopLists(const Embeddings& contexts, const Embeddings& tracks, const ListSettings& settings);
  ~TopLists();

  /// Returns the lists of these contexts in their order, at most ListsOnDemand::kTogether of them.
  /// Thread-safe; works on the calling thread alone.
  Lists of(std::span<const std::uint32_t> contexts);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Returns for each row of `contexts` the tracks with the largest dot(), best first, equal scores
/// by id. A list is shorter than `top` only when no more tracks are allowed. Lists are those of
/// exact scores (BestTracks), so they do not depend on the processor or on the number of threads.
/// Uses the threads of the current TBB arena. Scores must be finite numbers.
Lists top_lists(const Embeddings& contexts, const Embeddings& tracks, const ListSettings& settings,
                const Progress& progress = {});

}  // namespace reprise
