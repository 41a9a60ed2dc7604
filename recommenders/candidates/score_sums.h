// Adds up the scores that several lists give to tracks.
#pragma once

#include <cstdint>
#include <vector>

#include "recommenders/candidates/sorted_list.h"
#include "recommenders/sentence.h"
#include "sim/sessions/session_table.h"

namespace reprise {

/// The sums of the scores of tracks, and the list of these tracks. Not to be shared by threads.
class ScoreSums {
 public:
  /// Forgets all sums. About `expected` tracks will have one.
  void clear(std::size_t expected = 0);
  /// Adds score_of(i) to the sum of the list's track i, for all i. If the list holds a track more
  /// than once, its first score counts. The sums are in double, and depend on the order of the
  /// lists.
  template <class ScoreOf>
  void add(const TrackList& list, ScoreOf score_of) {
    ++lists_;
    for (std::uint32_t i = 0; i < list.size; ++i) {
      std::uint32_t& place = place_of_[list[i]];  // counted from 1
      if (place == 0) {
        tracks_.push_back(list[i]);
        sums_.push_back({score_of(i), lists_});
        place = static_cast<std::uint32_t>(tracks_.size());
      } else if (Sum& sum = sums_[place - 1]; sum.last_list != lists_) {
        sum.value += score_of(i);
        sum.last_list = lists_;
      }
    }
  }

  /// Returns the tracks in the order in which they were added, with their sums, rounded to float.
  /// Valid until the next call of a function that is not const.
  TrackList unsorted();
  /// Returns them by descending score; equal scores keep the order in which they were added. No sum
  /// may be NaN.
  TrackList sorted();

 private:
  struct Sum {
    double value = 0;
    std::uint32_t last_list = 0;  // the number of the last list that added to it
  };

  std::vector<TrackId> tracks_;
  std::vector<Sum> sums_;
  std::uint32_t lists_ = 0;  // added so far
  SessionTable<std::uint32_t> place_of_;
  std::vector<float> scores_;
  SortedList sorted_;
};

}  // namespace reprise
