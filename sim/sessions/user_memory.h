// What a user keeps from session to session under one treatment. Only user models that declare that
// they remember users read it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/sessions/playbacks.h"

namespace reprise {

/// Grows with the number of different tracks that the user has heard. Not to be shared by threads
/// while it changes.
class UserMemory {
 public:
  /// A track of earlier sessions.
  struct Known {
    TrackId track = kNone;
    Hundredths heard = 0;    // of all its plays together, at most kMaxHundredths
    std::uint64_t last = 0;  // plays() before its last play
  };

  /// Returns what is known of the track; null where no earlier session played it. Valid until the
  /// next append().
  const Known* find(TrackId track) const {
    if (slots_.empty()) return nullptr;
    const Known& slot = slots_[place_of(track)];
    return slot.track == track ? &slot : nullptr;
  }
  /// Returns the number of playbacks of all earlier sessions.
  std::uint64_t plays() const { return plays_; }

  /// Adds a finished session.
  void append(const Playbacks& session) {
    for (std::size_t i = 0; i < session.size(); ++i) {
      if (2 * (size_ + 1) > slots_.size()) grow();
      const TrackId track = session.tracks()[i];
      Known& slot = slots_[place_of(track)];
      size_ += slot.track == kNone;
      slot.track = track;
      slot.heard = std::min(slot.heard + session.times()[i], kMaxHundredths);
      slot.last = plays_++;
    }
  }

  /// The day on which the next session begins, counted from the user's first session. It stays 0
  /// under models without days.
  double day = 0;
  /// True where there is no next session: episodes that are drawn for the user are not played.
  bool gone = false;

 private:
  static constexpr TrackId kNone = CountedKeys::kNone;
  static constexpr std::size_t kLeast = 8;  // slots

  // Returns the place of the track, or the free one where it belongs. At least half of the slots
  // are free, so that a few steps lead there. Fibonacci hashing spreads neighbouring ids.
  std::size_t place_of(TrackId track) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t place = (track * std::uint64_t{0x9e3779b97f4a7c15} >> 32) & mask;
    while (slots_[place].track != track && slots_[place].track != kNone) place = (place + 1) & mask;
    return place;
  }
  void grow() {
    std::vector<Known> old(std::max(kLeast, 2 * slots_.size()));
    old.swap(slots_);
    for (const Known& known : old) {
      if (known.track != kNone) slots_[place_of(known.track)] = known;
    }
  }

  // One table of 16 bytes a slot: a hash map of nodes takes a cache miss and an allocation for
  // each.
  std::vector<Known> slots_;  // none, or a power of two
  std::size_t size_ = 0;
  std::uint64_t plays_ = 0;
};

}  // namespace reprise
