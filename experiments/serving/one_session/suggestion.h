// Suggests the next track to a person who plays a session by hand.
#pragma once

#include "sim/sessions/session.h"
#include "sim/world/nearest_tracks.h"

namespace reprise {

/// Returns the track that is nearest to the track listened to longest (the latest of several),
/// among the tracks not played yet; the first track when all tracks were played. Computes
/// neighbours that are missing, so it is not safe to use from several threads at once.
TrackId suggest_track(const Session& session, NearestTracks& nearest);

}  // namespace reprise
