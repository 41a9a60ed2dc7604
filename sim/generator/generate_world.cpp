#include "sim/generator/generate_world.h"

#include <fmt/format.h>

#include "sim/generator/artist_sizes.h"
#include "sim/generator/generate_embeddings.h"
#include "sim/generator/generate_users.h"
#include "sim/generator/popularity.h"
#include "sim/random/streams.h"

namespace reprise {
namespace {

// Gives each artist a run of tracks, then shuffles the ids (Fisher-Yates).
void generate_tracks(WorldData& data, const WorldRecipe& recipe) {
  const auto seed = static_cast<std::uint64_t>(recipe.seed);
  const auto n_tracks = static_cast<std::uint32_t>(recipe.tracks);
  const std::vector<std::uint32_t> sizes = recipe.preset == Preset::y2026
                                               ? equal_artist_sizes(n_tracks)
                                               : draw_artist_sizes(n_tracks, seed);
  for (ArtistId artist = 0; artist < sizes.size(); ++artist) {
    data.artists.push_back(fmt::format("Artist {}", artist));
    data.artist_of.insert(data.artist_of.end(), sizes[artist], artist);
  }
  Stream stream(stream_key(seed, "world/shuffle"), 0);
  for (std::uint32_t i = static_cast<std::uint32_t>(data.artist_of.size()); i > 1; --i) {
    std::swap(data.artist_of[i - 1], data.artist_of[uniform_index(stream, i)]);
  }
  for (std::size_t track = 0; track < data.artist_of.size(); ++track) {
    data.titles.push_back(fmt::format("Track {}", track));
  }
}

// Renumbers artists or genres in order of first appearance, as reading files does, so that a world
// that is exported and read again is the same.
void number_by_appearance(std::vector<std::uint32_t>& id_of, std::vector<std::string>& names) {
  constexpr auto kUnseen = static_cast<std::uint32_t>(-1);
  std::vector<std::uint32_t> new_id(names.size(), kUnseen);
  std::vector<std::string> new_names;
  for (std::uint32_t& id : id_of) {
    if (new_id[id] == kUnseen) {
      new_id[id] = static_cast<std::uint32_t>(new_names.size());
      new_names.push_back(std::move(names[id]));
    }
    id = new_id[id];
  }
  names = std::move(new_names);
}

}  // namespace

void generate_world(WorldData& data, const WorldRecipe& recipe) {
  const bool real_tracks = !data.artist_of.empty();
  if (!real_tracks) generate_tracks(data, recipe);
  const bool real_users = !data.user_ids.empty();
  const Popularity popularity =
      real_users ? observed_popularity(data.artist_of, data.artists.size(), data.interests, recipe)
                 : draw_popularity(data.artist_of, data.artists.size(), recipe);
  if (!data.has_embeddings()) {
    data.dim = static_cast<std::size_t>(recipe.dim);
    GeneratedEmbeddings generated =
        generate_embeddings(data.artist_of, data.artists.size(), popularity, recipe);
    data.embeddings = std::move(generated.values);
    // Genres are a fact about the catalog. The ones behind the embeddings of real tracks are a fact
    // about the generator, which nobody who has the tracks' file could know.
    if (!real_tracks) {
      data.genre_of = std::move(generated.genre_of);
      for (std::uint32_t i = 0; i < generated.n_genres; ++i) {
        data.genres.push_back(fmt::format("Genre {}", i));
      }
      number_by_appearance(data.genre_of, data.genres);
    }
  }
  if (!real_users) generate_users(data, popularity, recipe);
  if (!real_tracks) number_by_appearance(data.artist_of, data.artists);
}

}  // namespace reprise
