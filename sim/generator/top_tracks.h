// Makes the popularity list of a world that has none: the tracks to which users listened most while
// tracks were played at random. The Python project made its own list in this way.
#pragma once

#include <vector>

#include "sim/world/nearest_tracks.h"
#include "sim/world/world.h"

namespace reprise {

/// Returns the number of sessions from which the list of a catalog of this size is made: 11 000,
/// and fewer below 50 000 tracks.
std::uint64_t top_tracks_sessions(std::size_t n_tracks);

/// Plays `sessions` sessions with uniformly random tracks and ranks all tracks by the sum of their
/// times, first tracks included, equals by id. `nearest` must hold the neighbours of all interests
/// that these sessions draw: see top_tracks_queries. Deterministic in (world, sessions, seed).
std::vector<TrackId> rank_top_tracks(const World& world, const NearestTracks& nearest,
                                     std::uint64_t sessions, std::uint64_t seed);

/// Returns the lists of neighbours that rank_top_tracks needs.
std::vector<NearestQuery> top_tracks_queries(const World& world, std::uint64_t sessions,
                                             std::uint64_t seed);

}  // namespace reprise
