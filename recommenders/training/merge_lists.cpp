#include "recommenders/training/merge_lists.h"

#include <algorithm>

#include <tbb/parallel_for.h>

#include "sim/support/check.h"

namespace reprise {
namespace {

struct Item {
  TrackId track = 0;
  std::uint32_t votes = 0;
  double reciprocal_ranks = 0;
  std::uint64_t turn = 0;  // place in the order of interleaving
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
      items.push_back({list[rank], 1, 1.0 / (kRankOffset + static_cast<double>(rank + 1)),
                       rank * models.size() + model});
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
    merged.back().votes += item.votes;
    merged.back().reciprocal_ranks += item.reciprocal_ranks;
    merged.back().turn = std::min(merged.back().turn, item.turn);
  }
  return merged;
}

}  // namespace

Lists merge_lists(std::span<const Lists> models, MergeRule rule, std::uint32_t top) {
  REPRISE_CHECK(!models.empty(), "no lists to merge");
  for (const Lists& lists : models) {
    REPRISE_CHECK(lists.begin.size() == models.front().begin.size(), "{} and {} keys",
                  lists.begin.size(), models.front().begin.size());
  }
  const std::size_t n_keys = models.front().begin.size() - 1;
  std::vector<std::vector<Item>> merged(n_keys);
  tbb::parallel_for(std::size_t{0}, n_keys, [&](std::size_t key) {
    std::vector<Item> items = items_of(models, static_cast<std::uint32_t>(key));
    // Items are sorted by id before, and equal items keep this order.
    std::stable_sort(items.begin(), items.end(), [rule](const Item& a, const Item& b) {
      if (rule == MergeRule::interleave) return a.turn < b.turn;
      if (rule == MergeRule::votes && a.votes != b.votes) return a.votes > b.votes;
      return a.reciprocal_ranks > b.reciprocal_ranks;
    });
    if (items.size() > top) items.resize(top);
    merged[key] = std::move(items);
  });
  Lists packed;
  packed.begin.push_back(0);
  for (const std::vector<Item>& items : merged) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      packed.flat.push_back(items[i].track);
      packed.scores.push_back(rule == MergeRule::votes ? static_cast<float>(items[i].votes)
                              : rule == MergeRule::reciprocal_rank
                                  ? static_cast<float>(items[i].reciprocal_ranks)
                                  : 1.0f / static_cast<float>(i + 1));
    }
    packed.begin.push_back(packed.flat.size());
  }
  return packed;
}

}  // namespace reprise
