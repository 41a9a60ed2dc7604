#include "recommenders/candidates/united_lists.h"

#include <algorithm>
#include <utility>

namespace reprise {

std::size_t UnitedLists::new_lists(const std::vector<TrackList>& lists) const {
  const std::size_t fewest = lists.size() - std::min(lists.size(), parts_.size());
  for (std::size_t added = fewest; added < lists.size(); ++added) {
    if (std::equal(lists.begin() + static_cast<std::ptrdiff_t>(added), lists.end(), parts_.begin(),
                   [](const TrackList& list, const Part& part) { return list == part.list; })) {
      return added;
    }
  }
  return lists.size();
}

TrackList UnitedLists::of(const std::vector<TrackList>& lists, bool ordered) {
  const std::size_t added = new_lists(lists);
  next_parts_.clear();
  next_tracks_.clear();
  std::size_t size = 0;
  for (std::size_t i = 0; i < added; ++i) size += lists[i].size;
  is_new_.clear(size);
  for (std::size_t i = 0; i < added; ++i) {
    const std::size_t before = next_tracks_.size();
    for (std::uint32_t rank = 0; rank < lists[i].size; ++rank) {
      const TrackId track = lists[i][rank];
      if (std::exchange(is_new_[track], true)) continue;
      next_tracks_.push_back(track);
    }
    next_parts_.push_back({lists[i], static_cast<std::uint32_t>(next_tracks_.size() - before)});
  }
  // The other lists keep what the new ones have not taken.
  auto track = tracks_.cbegin();
  for (std::size_t part = 0; part < lists.size() - added; ++part) {
    const std::size_t before = next_tracks_.size();
    for (const auto end = track + parts_[part].own; track != end; ++track) {
      if (is_new_.find(*track) == nullptr) next_tracks_.push_back(*track);
    }
    next_parts_.push_back(
        {parts_[part].list, static_cast<std::uint32_t>(next_tracks_.size() - before)});
  }
  parts_.swap(next_parts_);
  tracks_.swap(next_tracks_);
  return {tracks_.data(), static_cast<std::uint32_t>(tracks_.size()), ordered};
}

}  // namespace reprise
