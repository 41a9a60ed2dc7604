#include "recommenders/candidates/score_sums.h"

namespace reprise {

void ScoreSums::clear(std::size_t expected) {
  tracks_.clear();
  sums_.clear();
  lists_ = 0;
  place_of_.clear(expected);
}

TrackList ScoreSums::unsorted() {
  scores_.resize(sums_.size());
  for (std::size_t i = 0; i < sums_.size(); ++i) scores_[i] = static_cast<float>(sums_[i].value);
  return {tracks_.data(), static_cast<std::uint32_t>(tracks_.size()), false, scores_.data()};
}

TrackList ScoreSums::sorted() { return sorted_.of(unsorted()); }

}  // namespace reprise
