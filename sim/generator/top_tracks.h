// The popularity list of a world without one: what users listened to most while tracks were played
// at random, which is how the Python project made its own.
#pragma once

#include <vector>

#include "sim/world/nearest_tracks.h"
#include "sim/world/world.h"

namespace reprise {

/// Sessions that the list of a catalog of this size is made from: 11 000, fewer below 50 000
/// tracks.
std::uint64_t top_tracks_sessions(std::size_t n_tracks);

/// Plays `sessions` random-policy sessions and ranks all tracks by summed time, first tracks
/// included, equals by id. `nearest` must hold the neighbours of all interests those sessions draw:
/// see top_tracks_queries. Deterministic in (world, sessions, seed).
std::vector<TrackId> rank_top_tracks(const World& world, const NearestTracks& nearest,
                                     std::uint64_t sessions, std::uint64_t seed);

std::vector<NearestQuery> top_tracks_queries(const World& world, std::uint64_t sessions,
                                             std::uint64_t seed);

}  // namespace reprise
