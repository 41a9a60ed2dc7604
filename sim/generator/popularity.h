// Draws or observes the popularity of each track of a catalog.
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

/// Draws a popularity for each artist and each track.
Popularity draw_popularity(std::span<const ArtistId> artist_of, std::size_t n_artists,
                           const WorldRecipe& recipe);

/// Returns the popularity that real users show. Tracks are ranked by how often interests name them
/// plus how often, on average, they name a track of the same artist; equal tracks are ranked by
/// chance. Ranks are mapped to normal quantiles.
Popularity observed_popularity(std::span<const ArtistId> artist_of, std::size_t n_artists,
                               std::span<const std::vector<TrackId>> interests,
                               const WorldRecipe& recipe);

/// Returns the largest z of preset 2023: 3.6 from 50 000 tracks on, and 0.12 ln(50 000 / n) less
/// below. So no single track of a small catalog draws most of the interests.
double popularity_cap(std::size_t n_tracks);

}  // namespace reprise
