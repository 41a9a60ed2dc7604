#include "recommenders/candidates/list_builder.h"

#include <algorithm>
#include <numeric>

namespace reprise {

void ListBuilder::sort_by_score() {
  order_.resize(tracks_.size());
  std::iota(order_.begin(), order_.end(), 0u);
  std::stable_sort(order_.begin(), order_.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return scores_[a] > scores_[b]; });
  std::vector<TrackId> tracks(tracks_.size());
  std::vector<float> scores(scores_.size());
  for (std::size_t i = 0; i < order_.size(); ++i) {
    tracks[i] = tracks_[order_[i]];
    scores[i] = scores_[order_[i]];
  }
  tracks_.swap(tracks);
  scores_.swap(scores);
}

void unite(const std::vector<TrackList>& lists, ListBuilder& builder) {
  for (const TrackList& list : lists) {
    for (std::uint32_t i = 0; i < list.size; ++i) builder.add(list[i]);
  }
}

}  // namespace reprise
