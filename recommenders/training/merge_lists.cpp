#include "recommenders/training/merge_lists.h"

#include <algorithm>

#include <tbb/parallel_for.h>

#include "sim/support/check.h"

namespace reprise {
namespace {

struct Item {
  TrackId track = 0;
  double reciprocal_ranks = 0;
};

// Returns all items of one key's lists, sorted by track. Each model counts an item once, at its
// best rank.
std::vector<Item> items_of(std::span<const Lists> models, std::uint32_t key) {
  constexpr double kRankOffset = 60;
  std::vector<Item> items;
  for (std::size_t model = 0; model < models.size(); ++model) {
    const std::span<const TrackId> list = models[model].of(key);
    const std::size_t before = items.size();
    for (std::size_t rank = 0; rank < list.size(); ++rank) {
      items.push_back({list[rank], 1.0 / (kRankOffset + static_cast<double>(rank + 1))});
    }
    const auto begin = items.begin() + static_cast<std::ptrdiff_t>(before);
    std::stable_sort(begin, items.end(),
                     [](const Item& a, const Item& b) { return a.track < b.track; });
    items.erase(std::unique(begin, items.end(),
                            [](const Item& a, const Item& b) { return a.track == b.track; }),
                items.end());
  }
  // The sort is stable, so that sums are taken in the order of the models.
  std::stable_sort(items.begin(), items.end(),
                   [](const Item& a, const Item& b) { return a.track < b.track; });
  std::vector<Item> merged;
  for (const Item& item : items) {
    if (merged.empty() || merged.back().track != item.track) {
      merged.push_back(item);
      continue;
    }
    merged.back().reciprocal_ranks += item.reciprocal_ranks;
  }
  return merged;
}

// Returns the first items, of which no artist has more than the cap.
std::vector<ScoredTrack> allowed(const std::vector<Item>& items, const ListSettings& settings) {
  std::vector<ScoredTrack> list;
  ArtistCap artists;
  for (const Item& item : items) {
    if (list.size() == settings.top) break;
    if (!artists.takes(item.track, settings)) continue;
    list.push_back({static_cast<float>(item.reciprocal_ranks), item.track});
  }
  return list;
}

}  // namespace

Lists merge_lists(std::span<const Lists> models, const ListSettings& settings) {
  REPRISE_CHECK(!models.empty(), "no lists to merge");
  for (const Lists& lists : models) {
    REPRISE_CHECK(lists.begin.size() == models.front().begin.size(), "{} and {} keys",
                  lists.begin.size(), models.front().begin.size());
  }
  const std::size_t n_keys = models.front().begin.size() - 1;
  std::vector<std::vector<ScoredTrack>> merged(n_keys);
  tbb::parallel_for(std::size_t{0}, n_keys, [&](std::size_t key) {
    std::vector<Item> items = items_of(models, static_cast<std::uint32_t>(key));
    // Items are sorted by id before, and equal items keep this order.
    std::stable_sort(items.begin(), items.end(), [](const Item& a, const Item& b) {
      return a.reciprocal_ranks > b.reciprocal_ranks;
    });
    merged[key] = allowed(items, settings);
  });
  return pack_lists(merged);
}

}  // namespace reprise
