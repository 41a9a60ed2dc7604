// A list that is sorted by its scores.
#pragma once

#include <vector>

#include "recommenders/sentence.h"
#include "sim/numerics/descending_order.h"

namespace reprise {

/// Keeps the memory of a sorted list. Not to be shared by threads.
class SortedList {
 public:
  /// Returns the tracks of a list by descending score; equal scores keep their order. The list has
  /// scores, none of which is NaN. The view is valid until the next call.
  TrackList of(const TrackList& list);

 private:
  DescendingOrder order_;
  std::vector<TrackId> tracks_;
  std::vector<float> scores_;
};

}  // namespace reprise
