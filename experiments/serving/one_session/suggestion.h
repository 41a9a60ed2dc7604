// What a person who does not know what to play next might play.
#pragma once

#include "sim/sessions/session.h"
#include "sim/world/nearest_tracks.h"

namespace reprise {

/// The track nearest to the one that was listened to longest (the latest of several) among those
/// not played yet; the first track when all were. Computes the neighbours that are missing, so not
/// safe to use from several threads at once.
TrackId suggest_track(const Session& session, NearestTracks& nearest);

}  // namespace reprise
