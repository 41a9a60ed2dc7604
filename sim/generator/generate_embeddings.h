// Generates the embeddings of a synthetic catalog. Each embedding is a mix of a mainstream vector
// that all tracks share and vectors of the track's genre, style, artist and own.
#pragma once

#include <span>
#include <vector>

#include "sim/generator/popularity.h"
#include "sim/generator/recipe.h"
#include "sim/world/ids.h"

namespace reprise {

struct GeneratedEmbeddings {
  std::vector<float> values;      // n_tracks x recipe.dim, row-major
  std::vector<GenreId> genre_of;  // per track: the genre of its artist
  std::uint32_t n_genres = 0;
};

/// Carries out steps 2 and 4 to 6 of the recipe. Runs on all threads of the TBB arena; the result
/// does not depend on their number.
GeneratedEmbeddings generate_embeddings(std::span<const ArtistId> artist_of, std::size_t n_artists,
                                        const Popularity& popularity, const WorldRecipe& recipe);

}  // namespace reprise
