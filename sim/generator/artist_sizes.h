// How many tracks each artist of a synthetic catalog has.
#pragma once

#include <cstdint>
#include <vector>

namespace reprise {

/// Sizes that sum to n_tracks (at least 1): 1 + Poisson(Gamma(0.19, 3.36/0.19)) each, capped at
/// min(100, max(2, n_tracks/20)), the last one trimmed. Pure.
std::vector<std::uint32_t> draw_artist_sizes(std::uint32_t n_tracks, std::uint64_t seed);

}  // namespace reprise
