// How long ago a track was played in a session.
#pragma once

#include "sim/sessions/playbacks.h"

namespace reprise {

/// Returns the number of playbacks since the last one of `track`: 1 if it was the last. The session
/// must have played it.
inline std::size_t tracks_since(const Playbacks& playbacks, TrackId track) {
  const std::span<const TrackId> tracks = playbacks.tracks();
  std::size_t since = 1;
  while (since < tracks.size() && tracks[tracks.size() - since] != track) ++since;
  return since;
}

}  // namespace reprise
