// What models learn from a session.
#pragma once

#include <span>
#include <vector>

#include "recommenders/training/model.h"

namespace reprise {

/// Adds a session's pairs (context, track, time) to `pairs`. Its first track was not recommended:
/// it is no answer to anything but what the user likes.
void append_pairs(UserIndex user, std::span<const TrackId> tracks,
                  std::span<const Hundredths> times, LogAnchor anchor, std::vector<Pair>& pairs);

/// Adds a session's tracks that were listened to for `least` hundredths, where there are two.
void append_listened(std::span<const TrackId> tracks, std::span<const Hundredths> times,
                     Hundredths least, ListenedSessions::Block& sessions);

}  // namespace reprise
