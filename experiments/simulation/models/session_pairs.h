// Turns a session into the data from which models learn: pairs or lists of tracks.
#pragma once

#include <span>
#include <vector>

#include "recommenders/training/model.h"

namespace reprise {

/// Adds a session's pairs (context, track, time) to `pairs`. The first track of the session was not
/// recommended, so it is in a pair only if the context is the user: it then shows what the user
/// likes.
void append_pairs(UserIndex user, std::span<const TrackId> tracks,
                  std::span<const Hundredths> times, LogAnchor anchor, std::vector<Pair>& pairs);

/// Adds the tracks of a session that were listened to for at least `least` hundredths, if there are
/// at least two such tracks.
void append_listened(std::span<const TrackId> tracks, std::span<const Hundredths> times,
                     Hundredths least, ListenedSessions::Block& sessions);

}  // namespace reprise
