#include "sim/generator/popularity.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <boost/math/distributions/normal.hpp>
#include <boost/random/normal_distribution.hpp>

#include "sim/random/streams.h"

namespace reprise {
namespace {

// The spread of log-popularity between artists and between tracks, and the weight of a constant
// that is added to every popularity.
struct Spread {
  double artist;
  double track;
  double flat;
  double tau;  // interests are drawn by popularity to this power
};

Spread spread_of(Preset preset) {
  switch (preset) {
    case Preset::y2023:
      return {1.2, 1.2, 0.33, 1.0};
    case Preset::y2025:
      return {1.1, 1.15, 0.25, 0.48};
    case Preset::y2026:  // an artist's tracks are equally popular
      return {1.0, 0.0, 0.0, 1.0};
  }
  return {};
}

Popularity from_strength(std::vector<double> z, const WorldRecipe& recipe) {
  const Spread spread = spread_of(recipe.preset);
  const double sigma = std::hypot(spread.artist, spread.track);
  const double cap = recipe.preset == Preset::y2023 ? popularity_cap(z.size())
                                                    : std::numeric_limits<double>::infinity();
  Popularity popularity;
  for (double& strength : z) {
    strength = std::min(strength, cap);
    const double share = std::exp(sigma * strength) + spread.flat * std::exp(sigma * sigma / 2);
    popularity.weight.push_back(std::pow(share, spread.tau));
  }
  popularity.z = std::move(z);
  return popularity;
}

std::vector<double> normals(std::size_t n, const WorldRecipe& recipe, const char* purpose) {
  const StreamKey key = stream_key(static_cast<std::uint64_t>(recipe.seed), purpose);
  std::vector<double> values(n);
  for (std::size_t i = 0; i < n; ++i) {
    Stream stream(key, i);
    values[i] = boost::random::normal_distribution<double>()(stream);
  }
  return values;
}

}  // namespace

double popularity_cap(std::size_t n_tracks) {
  constexpr double kTracks = 50'000;
  const double fewer = kTracks / std::clamp(static_cast<double>(n_tracks), 20.0, kTracks);
  return 3.6 - 0.12 * std::log(fewer);
}

Popularity draw_popularity(std::span<const ArtistId> artist_of, std::size_t n_artists,
                           const WorldRecipe& recipe) {
  const Spread spread = spread_of(recipe.preset);
  const double sigma = std::hypot(spread.artist, spread.track);
  const std::vector<double> of_artist = normals(n_artists, recipe, "world/artist_popularity");
  std::vector<double> z = normals(artist_of.size(), recipe, "world/track_popularity");
  for (std::size_t track = 0; track < z.size(); ++track) {
    z[track] = (spread.artist * of_artist[artist_of[track]] + spread.track * z[track]) / sigma;
  }
  return from_strength(std::move(z), recipe);
}

Popularity observed_popularity(std::span<const ArtistId> artist_of, std::size_t n_artists,
                               std::span<const std::vector<TrackId>> interests,
                               const WorldRecipe& recipe) {
  const std::size_t n = artist_of.size();
  // Counts how often interests name each track and each artist.
  std::vector<double> named(n, 0.0);
  std::vector<double> artist_named(n_artists, 0.0);
  std::vector<double> artist_size(n_artists, 0.0);
  for (const ArtistId artist : artist_of) artist_size[artist] += 1;
  for (const std::vector<TrackId>& list : interests) {
    for (const TrackId track : list) {
      named[track] += 1;
      artist_named[artist_of[track]] += 1;
    }
  }
  // Sorts the tracks by their share of the interests, equal ones by chance.
  const std::vector<double> chance = normals(n, recipe, "world/track_popularity");
  std::vector<double> share(n);
  for (std::size_t track = 0; track < n; ++track) {
    const ArtistId artist = artist_of[track];
    share[track] = named[track] + artist_named[artist] / artist_size[artist];
  }
  std::vector<TrackId> order(n);
  std::iota(order.begin(), order.end(), TrackId{0});
  std::sort(order.begin(), order.end(), [&](TrackId a, TrackId b) {
    if (share[a] != share[b]) return share[a] < share[b];
    return chance[a] != chance[b] ? chance[a] < chance[b] : a < b;
  });
  // Maps ranks to normal quantiles.
  const boost::math::normal_distribution<double> normal;
  std::vector<double> z(n);
  for (std::size_t rank = 0; rank < n; ++rank) {
    z[order[rank]] =
        boost::math::quantile(normal, (static_cast<double>(rank) + 0.5) / static_cast<double>(n));
  }
  return from_strength(std::move(z), recipe);
}

}  // namespace reprise
