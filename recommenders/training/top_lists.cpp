#include "recommenders/training/top_lists.h"

#include <algorithm>
#include <mutex>
#include <numeric>

#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>

#include "recommenders/training/lists_on_demand.h"
#include "sim/support/check.h"
#include "sim/world/best_tracks.h"

namespace reprise {
namespace {

// The working memory of one thread, reused from block to block.
struct Workspace {
  BestTracks::Workspace ranking;
  std::vector<RankingQuery> queries;
  std::vector<std::vector<ScoredTrack>> ranked =
      std::vector<std::vector<ScoredTrack>>(BestTracks::kQueries);
  ArtistCap artists;
};

class ListMaker {
 public:
  ListMaker(const Embeddings& contexts, const Embeddings& tracks, const ListSettings& settings)
      : contexts_(contexts),
        best_(tracks, contexts.size()),
        settings_(settings),
        n_tracks_(static_cast<std::uint32_t>(tracks.size())) {}

  // Sets `lists` to the lists of these contexts.
  void make(std::span<const std::uint32_t> block, Workspace& work,
            std::vector<ScoredTrack>* lists) {
    // A list with a cap or without its anchor needs more than `top` tracks, so the depth grows
    // until the list is full.
    std::size_t depth = settings_.top + std::size_t{settings_.with_anchor ? 0u : 1u};
    if (settings_.artist_cap > 0) depth *= 2;
    std::vector<std::uint32_t> open(block.begin(), block.end());
    std::vector<std::size_t> slots(block.size());
    for (std::size_t i = 0; i < slots.size(); ++i) slots[i] = i;
    while (!open.empty()) {
      depth = std::min<std::size_t>(depth, n_tracks_);
      work.queries.clear();
      for (const std::uint32_t context : open) {
        work.queries.push_back({contexts_.row(context), static_cast<std::uint32_t>(depth)});
      }
      best_.rank(work.queries, work.ranking, work.ranked.data());
      std::vector<std::uint32_t> still_open;
      std::vector<std::size_t> still_slots;
      for (std::size_t i = 0; i < open.size(); ++i) {
        lists[slots[i]] = choose(open[i], work.ranked[i], work);
        if (lists[slots[i]].size() < settings_.top && depth < n_tracks_) {
          still_open.push_back(open[i]);
          still_slots.push_back(slots[i]);
        }
      }
      open = std::move(still_open);
      slots = std::move(still_slots);
      depth *= 4;
    }
  }

 private:
  // Chooses the items of the list from the best tracks, which are in order.
  std::vector<ScoredTrack> choose(std::uint32_t context, std::span<const ScoredTrack> ranked,
                                  Workspace& work) const {
    std::vector<ScoredTrack> list;
    work.artists.clear();
    for (const ScoredTrack& candidate : ranked) {
      if (list.size() == settings_.top) break;
      if (!settings_.with_anchor && candidate.track == context) continue;
      if (work.artists.takes(candidate.track, settings_)) list.push_back(candidate);
    }
    return list;
  }

  const Embeddings& contexts_;
  BestTracks best_;
  const ListSettings& settings_;
  std::uint32_t n_tracks_;
};

}  // namespace

struct TopLists::State {
  Embeddings contexts;
  Embeddings tracks;
  ListSettings settings;
  ListMaker maker;
  tbb::enumerable_thread_specific<Workspace> workspaces;

  State(const Embeddings& of_contexts, const Embeddings& of_tracks, const ListSettings& of_settings)
      : contexts(of_contexts),
        tracks(of_tracks),
        settings(of_settings),
        maker(contexts, tracks, settings) {}
};

static_assert(ListsOnDemand::kTogether <= BestTracks::kQueries);

TopLists::TopLists(const Embeddings& contexts, const Embeddings& tracks,
                   const ListSettings& settings) {
  REPRISE_CHECK(contexts.dim() == tracks.dim(), "dimensions {} and {}", contexts.dim(),
                tracks.dim());
  check_artists(settings, tracks.size());
  state_ = std::make_unique<State>(contexts, tracks, settings);
}

TopLists::~TopLists() = default;

Lists TopLists::of(std::span<const std::uint32_t> contexts) {
  std::vector<std::vector<ScoredTrack>> lists(contexts.size());
  state_->maker.make(contexts, state_->workspaces.local(), lists.data());
  return pack_lists(lists);
}

Lists top_lists(const Embeddings& contexts, const Embeddings& tracks, const ListSettings& settings,
                const Progress& progress) {
  const std::size_t n_contexts = contexts.size();
  TopLists maker(contexts, tracks, settings);
  constexpr std::size_t kBlock = BestTracks::kQueries;
  const std::size_t n_blocks = (n_contexts + kBlock - 1) / kBlock;
  std::vector<Lists> blocks(n_blocks);
  std::mutex mutex;
  std::size_t done = 0;
  tbb::parallel_for(std::size_t{0}, n_blocks, [&](std::size_t block) {
    const std::size_t begin = block * kBlock;
    std::vector<std::uint32_t> ids(std::min(kBlock, n_contexts - begin));
    std::iota(ids.begin(), ids.end(), static_cast<std::uint32_t>(begin));
    blocks[block] = maker.of(ids);
    if (!progress) return;
    const std::lock_guard lock(mutex);
    done += ids.size();
    progress("lists", done, n_contexts);
  });
  Lists packed;
  packed.begin.push_back(0);
  for (const Lists& block : blocks) {
    for (std::size_t i = 1; i < block.begin.size(); ++i) {
      packed.begin.push_back(packed.flat.size() + block.begin[i]);
    }
    packed.flat.insert(packed.flat.end(), block.flat.begin(), block.flat.end());
    packed.scores.insert(packed.scores.end(), block.scores.begin(), block.scores.end());
  }
  return packed;
}

}  // namespace reprise
