// How popular each track of a synthetic catalog is.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/generator/recipe.h"
#include "sim/world/world.h"

namespace reprise {

struct Popularity {
  std::vector<double> z;       // standard-normal strength per track, capped in preset 2023
  std::vector<double> weight;  // chance of being an interest, up to a factor
};

/// Popularity drawn for each artist and each track.
Popularity draw_popularity(std::span<const ArtistId> artist_of, std::size_t n_artists,
                           const WorldRecipe& recipe);

/// Popularity as real users show it: tracks ranked by how often interests name them, their artists'
/// share deciding among equals, then chance; ranks mapped to normal quantiles.
Popularity observed_popularity(std::span<const ArtistId> artist_of, std::size_t n_artists,
                               std::span<const std::vector<TrackId>> interests,
                               const WorldRecipe& recipe);

/// The largest z of preset 2023: 3.6 from 50 000 tracks on, and 0.12 ln(50 000 / n) less below, so
/// that in a small catalog no single track draws most of the interests.
double popularity_cap(std::size_t n_tracks);

}  // namespace reprise
