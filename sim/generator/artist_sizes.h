// Draws the number of tracks of each artist of a synthetic catalog.
#pragma once

#include <cstdint>
#include <vector>

namespace reprise {

/// Returns sizes that sum to n_tracks (at least 1). Each is 1 + Poisson(Gamma(0.19, 3.36/0.19)),
/// capped at min(100, max(2, n_tracks/20)); the last one is trimmed to fit. Pure.
std::vector<std::uint32_t> draw_artist_sizes(std::uint32_t n_tracks, std::uint64_t seed);

/// Returns the sizes of preset 2026, which sum to n_tracks: ten each, and what is left for the last
/// one. Pure.
std::vector<std::uint32_t> equal_artist_sizes(std::uint32_t n_tracks);

}  // namespace reprise
