// The union of several lists, list after list. In a session it mostly is the union of the step
// before with one more list at its head.
#pragma once

#include <cstdint>
#include <vector>

#include "recommenders/sentence.h"
#include "sim/sessions/session_table.h"

namespace reprise {

/// Unites lists, and goes on from the union before where that saves work. Not to be shared by
/// threads.
class UnitedLists {
 public:
  /// Forgets the union before. Must be called when views that were united may show something else.
  void clear() { parts_.clear(); }

  /// Returns the tracks of the first list, each once, then those that the second has besides, and
  /// so on. The view is valid until the next call.
  ///
  /// If the lists are some new ones followed by the first lists of the union before, only the new
  /// ones are read: their tracks come first, and are taken out of what they were before.
  TrackList of(const std::vector<TrackList>& lists, bool ordered);

 private:
  // A list, and the number of its tracks that no list before it has.
  struct Part {
    TrackList list;
    std::uint32_t own = 0;
  };

  // Returns the number of lists before those that the union before begins with.
  std::size_t new_lists(const std::vector<TrackList>& lists) const;

  std::vector<Part> parts_;
  std::vector<TrackId> tracks_;  // part after part
  // The parts and tracks of the next union, which is made from the one before.
  std::vector<Part> next_parts_;
  std::vector<TrackId> next_tracks_;
  SessionTable<bool> is_new_;  // the tracks of the new lists
};

}  // namespace reprise
