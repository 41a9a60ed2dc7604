// Builds a list of candidates while a part is asked.
#pragma once

#include <vector>

#include "recommenders/sentence.h"
#include "sim/sessions/session_table.h"

namespace reprise {

/// A list under construction. It holds a track at most once.
class ListBuilder {
 public:
  /// Empties the list. The next one will have about `expected` tracks.
  void clear(std::size_t expected = 0) {
    tracks_.clear();
    scores_.clear();
    place_of_.clear(expected);
  }
  /// Appends the track and returns true, unless the list holds it already.
  bool add(TrackId track) {
    std::uint32_t& place = place_of_[track];  // counted from 1
    if (place != 0) return false;
    tracks_.push_back(track);
    place = static_cast<std::uint32_t>(tracks_.size());
    return true;
  }
  /// Does the same with a track that has a score. All tracks of a list have one, or none has.
  bool add(TrackId track, float score) {
    const bool is_new = add(track);
    if (is_new) scores_.push_back(score);
    return is_new;
  }
  std::size_t size() const { return tracks_.size(); }

  /// Returns the list, with the scores of its tracks if they have some. Valid until it changes.
  TrackList list(bool ordered) const {
    return {tracks_.data(), static_cast<std::uint32_t>(tracks_.size()), ordered,
            scores_.empty() ? nullptr : scores_.data()};
  }

 private:
  std::vector<TrackId> tracks_;
  std::vector<float> scores_;
  SessionTable<std::uint32_t> place_of_;
};

/// A list builder per session, for Build::add_scratch.
struct ListScratch final : Scratch {
  ListBuilder builder;

  void clear() override { builder.clear(); }
};

/// Returns how many tracks the lists have, those that several have counted several times.
std::size_t total_size(const std::vector<TrackList>& lists);

}  // namespace reprise
