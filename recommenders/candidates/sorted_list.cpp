#include "recommenders/candidates/sorted_list.h"

#include <span>

namespace reprise {

TrackList SortedList::of(const TrackList& list) {
  const std::span<const std::uint32_t> order = order_.of({list.scores, list.size});
  tracks_.resize(list.size);
  scores_.resize(list.size);
  for (std::uint32_t place = 0; place < list.size; ++place) {
    tracks_[place] = list[order[place]];
    scores_[place] = list.scores[order[place]];
  }
  return {tracks_.data(), list.size, true, scores_.data()};
}

}  // namespace reprise
