#include "sim/generator/generate_embeddings.h"

#include <cmath>

#include <Eigen/QR>
#include <boost/random/discrete_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_real_distribution.hpp>
#include <tbb/parallel_for.h>

#include "sim/random/streams.h"

namespace reprise {
namespace {

// A matrix with one vector per column. Columns are contiguous.
using Vectors = Eigen::MatrixXd;

// Draws n vectors ~ N(0, I/dim).
Vectors draw_vectors(std::size_t n, const WorldRecipe& recipe, const char* purpose) {
  const StreamKey key = stream_key(static_cast<std::uint64_t>(recipe.seed), purpose);
  Vectors vectors(recipe.dim, static_cast<Eigen::Index>(n));
  const double sd = 1.0 / std::sqrt(static_cast<double>(recipe.dim));
  tbb::parallel_for(std::size_t{0}, n, [&](std::size_t i) {
    Stream stream(key, i);
    boost::random::normal_distribution<double> normal(0.0, sd);
    for (Eigen::Index d = 0; d < recipe.dim; ++d) {
      vectors(d, static_cast<Eigen::Index>(i)) = normal(stream);
    }
  });
  return vectors;
}

// Draws the mainstream vector (column 0) and the genres (the columns after it). In preset 2023 they
// are made orthonormal if `dim` allows, in preset 2026 the mainstream has length 1.
Vectors draw_genres(std::size_t n_genres, const WorldRecipe& recipe) {
  Vectors vectors = draw_vectors(1 + n_genres, recipe, "world/genres");
  if (recipe.preset == Preset::y2023 && vectors.rows() >= vectors.cols()) {
    const Eigen::HouseholderQR<Vectors> qr(vectors);
    vectors = qr.householderQ() * Vectors::Identity(vectors.rows(), vectors.cols());
  }
  if (recipe.preset == Preset::y2026) vectors.col(0).normalize();
  return vectors;
}

// Draws n numbers below `kinds`; number i has a chance proportional to (i + 1)^-exponent.
std::vector<std::uint32_t> draw_zipf(std::size_t n, std::uint32_t kinds, double exponent,
                                     const WorldRecipe& recipe, const char* purpose) {
  std::vector<double> weights(kinds);
  for (std::uint32_t i = 0; i < kinds; ++i) weights[i] = std::pow(i + 1.0, -exponent);
  boost::random::discrete_distribution<std::uint32_t> zipf(weights);
  const StreamKey key = stream_key(static_cast<std::uint64_t>(recipe.seed), purpose);
  std::vector<std::uint32_t> drawn(n);
  for (std::size_t i = 0; i < n; ++i) {
    Stream stream(key, i);
    drawn[i] = zipf(stream);
  }
  return drawn;
}

// The shares of an embedding, fitted for each preset (world recipe, steps 4 to 6 and its section
// 2; README.md for 2026).
struct Loadings {
  double mainstream;
  double genre;
  double style;
  double artist;
  double radius;
};

Loadings loadings_of(Preset preset, double z, double style_taste, double artist_taste,
                     double artist_size, double track_taste, double noise) {
  const double hit = std::max(z - 1.0, 0.0);
  const double artist = (1 + 0.3 * artist_taste) * std::sqrt(artist_size / (artist_size + 3)) *
                        (1 + 0.7 * track_taste);
  if (preset == Preset::y2026) {
    // Fitted: the mainstream makes sessions of `random` as long as published, what hits have more
    // of it those of top_pop, and the artist's share those of sticky_artist.
    return {0.226 + 0.094 * std::max(z, 0.0), 0.3, 0, 0.52 * (1 + 0.3 * track_taste), 1};
  }
  if (preset == Preset::y2023) {
    return {std::sqrt(0.001) + 0.245 * hit, std::sqrt(0.08) + 0.28 * hit,
            std::sqrt(0.15) * (1 + style_taste), std::sqrt(0.42) * artist,
            std::sqrt(21.3) * std::exp(0.03 * hit + 0.05 * noise)};
  }
  return {std::sqrt(0.005), std::sqrt(0.12),
          std::sqrt(0.19) * (1 + style_taste) * std::exp(0.15 * z), std::sqrt(0.37) * artist,
          std::sqrt(21.3) * std::exp(0.09 * hit + 0.05 * noise)};
}

}  // namespace

GeneratedEmbeddings generate_embeddings(std::span<const ArtistId> artist_of, std::size_t n_artists,
                                        const Popularity& popularity, const WorldRecipe& recipe) {
  constexpr std::uint32_t kStyles = 400;
  const bool year_2026 = recipe.preset == Preset::y2026;
  const std::uint32_t n_genres = recipe.preset == Preset::y2023 ? 16 : year_2026 ? 20 : 24;
  const auto seed = static_cast<std::uint64_t>(recipe.seed);
  // Draws the vectors of genres, styles and artists, the genre of each style and the style of each
  // artist.
  const Vectors genres = draw_genres(n_genres, recipe);
  const Vectors styles = draw_vectors(kStyles, recipe, "world/styles");
  const Vectors artists = draw_vectors(n_artists, recipe, "world/artists");
  const std::vector<std::uint32_t> genre_of =
      draw_zipf(kStyles, n_genres, year_2026 ? 0.0 : 0.4, recipe, "world/style_genre");
  const std::vector<std::uint32_t> style_of =
      draw_zipf(n_artists, kStyles, year_2026 ? 0.0 : 0.6, recipe, "world/artist_style");

  std::vector<double> artist_size(n_artists, 0.0);
  for (const ArtistId artist : artist_of) artist_size[artist] += 1;
  const StreamKey artist_key = stream_key(seed, "world/artist_loadings");
  const StreamKey track_key = stream_key(seed, "world/tracks");
  const auto dim = static_cast<std::size_t>(recipe.dim);
  const double sd = 1.0 / std::sqrt(static_cast<double>(dim));

  GeneratedEmbeddings generated;
  generated.values.resize(artist_of.size() * dim);
  generated.genre_of.resize(artist_of.size());
  generated.n_genres = n_genres;
  // Each track is a mix of the vectors of the mainstream, its genre, its style and its artist, and
  // of noise of its own.
  tbb::parallel_for(std::size_t{0}, artist_of.size(), [&](std::size_t track) {
    const ArtistId artist = artist_of[track];
    boost::random::uniform_real_distribution<double> taste(-1.0, 1.0);
    Stream artist_stream(artist_key, artist);
    const double style_taste = taste(artist_stream);
    const double artist_taste = taste(artist_stream);
    Stream stream(track_key, track);
    const double track_taste = taste(stream);
    boost::random::normal_distribution<double> normal;
    Loadings l = loadings_of(recipe.preset, popularity.z[track], style_taste, artist_taste,
                             artist_size[artist], track_taste, normal(stream));
    double shared =
        l.mainstream * l.mainstream + l.genre * l.genre + l.style * l.style + l.artist * l.artist;
    // The shared part may make up at most 95 % of the squared length; the rest is the track's own.
    if (shared > 0.95) {
      const double shrink = std::sqrt(0.95 / shared);
      l.mainstream *= shrink;
      l.genre *= shrink;
      l.style *= shrink;
      l.artist *= shrink;
      shared = 0.95;
    }
    const double own = std::sqrt(1 - shared) * sd;
    generated.genre_of[track] = genre_of[style_of[artist]];
    const auto genre = static_cast<Eigen::Index>(generated.genre_of[track]) + 1;
    const auto style = static_cast<Eigen::Index>(style_of[artist]);
    for (std::size_t d = 0; d < dim; ++d) {
      const auto row = static_cast<Eigen::Index>(d);
      const double value = l.mainstream * genres(row, 0) + l.genre * genres(row, genre) +
                           l.style * styles(row, style) +
                           l.artist * artists(row, static_cast<Eigen::Index>(artist)) +
                           own * normal(stream);
      generated.values[track * dim + d] = static_cast<float>(l.radius * value);
    }
    if (!year_2026) return;
    Eigen::Map<Eigen::VectorXf>(&generated.values[track * dim], static_cast<Eigen::Index>(dim))
        .normalize();
  });
  return generated;
}

}  // namespace reprise
