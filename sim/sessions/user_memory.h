// What a user keeps from session to session under one treatment. Only user models that declare that
// they remember users read it.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "sim/sessions/playbacks.h"

namespace reprise {

/// Grows with the number of different tracks that the user has heard. Not to be shared by threads
/// while it changes.
class UserMemory {
 public:
  /// A track of earlier sessions.
  struct Known {
    std::int64_t heard = 0;  // hundredths, of all its plays together
    std::uint64_t last = 0;  // plays() before its last play
  };

  /// Returns what is known of the track; null where no earlier session played it.
  const Known* find(TrackId track) const {
    const auto at = known_.find(track);
    return at == known_.end() ? nullptr : &at->second;
  }
  /// Returns the number of playbacks of all earlier sessions.
  std::uint64_t plays() const { return plays_; }

  /// Adds a finished session.
  void append(const Playbacks& session) {
    for (std::size_t i = 0; i < session.size(); ++i) {
      Known& track = known_[session.tracks()[i]];
      track.heard += session.times()[i];
      track.last = plays_++;
    }
  }

  /// The day on which the next session begins, counted from the user's first session. It stays 0
  /// under models without days.
  double day = 0;
  /// True where there is no next session: episodes that are drawn for the user are not played.
  bool gone = false;

 private:
  std::unordered_map<TrackId, Known> known_;
  std::uint64_t plays_ = 0;
};

}  // namespace reprise
