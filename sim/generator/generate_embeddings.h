// Embeddings of a synthetic catalog: each track is a mix of what everybody likes, its genre, its
// style, its artist and itself.
#pragma once

#include <span>
#include <vector>

#include "sim/generator/popularity.h"
#include "sim/generator/recipe.h"
#include "sim/world/ids.h"

namespace reprise {

struct GeneratedEmbeddings {
  std::vector<float> values;      // n_tracks x recipe.dim, row-major
  std::vector<GenreId> genre_of;  // per track, its artist's
  std::uint32_t n_genres = 0;
};

/// The recipe's steps 2 and 4 to 6. Runs on all threads of the TBB arena; the result does not
/// depend on them.
GeneratedEmbeddings generate_embeddings(std::span<const ArtistId> artist_of, std::size_t n_artists,
                                        const Popularity& popularity, const WorldRecipe& recipe);

}  // namespace reprise
