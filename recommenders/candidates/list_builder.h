// Builds a list of candidates while a part is asked.
#pragma once

#include <vector>

#include "recommenders/sentence.h"
#include "sim/sessions/session_table.h"

namespace reprise {

/// A list under construction. It holds a track at most once.
class ListBuilder {
 public:
  void clear() {
    tracks_.clear();
    sums_.clear();
    scores_.clear();
    added_by_.clear();
    place_of_.clear();
  }
  /// Appends the track unless the list holds it already.
  void add(TrackId track) { add(track, 0.0); }
  /// Adds `score` to the track's score; appends the track if it is new. If the same `voter` adds
  /// several scores for one track in a row, only the first score counts.
  void add(TrackId track, double score, std::size_t voter = 0) {
    std::uint32_t& place = place_of_[track];  // counted from 1
    if (place == 0) {
      tracks_.push_back(track);
      sums_.push_back(score);
      scores_.push_back(static_cast<float>(score));
      added_by_.push_back(voter);
      place = static_cast<std::uint32_t>(tracks_.size());
    } else if (added_by_[place - 1] != voter) {
      sums_[place - 1] += score;
      scores_[place - 1] = static_cast<float>(sums_[place - 1]);
      added_by_[place - 1] = voter;
    }
  }
  bool contains(TrackId track) const { return place_of_.find(track) != nullptr; }
  std::size_t size() const { return tracks_.size(); }

  /// Sorts by descending score. Tracks with equal scores keep the order in which they were added.
  void sort_by_score();

  TrackList list(bool ordered) const {
    return {tracks_.data(), static_cast<std::uint32_t>(tracks_.size()), ordered, nullptr};
  }
  TrackList scored_list() const {
    return {tracks_.data(), static_cast<std::uint32_t>(tracks_.size()), true, scores_.data()};
  }

 private:
  std::vector<TrackId> tracks_;
  std::vector<double> sums_;  // in double: equal scores stay equal in any order of addition
  std::vector<float> scores_;
  std::vector<std::size_t> added_by_;  // the last voter of each track
  std::vector<std::uint32_t> order_;
  SessionTable<std::uint32_t> place_of_;
};

/// A list builder per session, for Build::add_scratch.
struct ListScratch final : Scratch {
  ListBuilder builder;

  void clear() override { builder.clear(); }
};

/// Appends every track of every list, list by list.
void unite(const std::vector<TrackList>& lists, ListBuilder& builder);

}  // namespace reprise
