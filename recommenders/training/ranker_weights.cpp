#include "recommenders/training/ranker_weights.h"

#include <algorithm>
#include <cmath>

#include <boost/random/normal_distribution.hpp>
#include <tbb/parallel_for.h>

namespace reprise {
namespace {

// Each table draws from the streams with its own index.
enum TableIndex : std::uint32_t { kContexts, kTracks, kContextArtists, kTrackArtists };

void draw_row(float* row, std::span<const std::uint32_t> columns, double deviation, StreamKey key,
              std::uint32_t table, std::uint64_t id) {
  Stream stream(key, id, table);
  boost::random::normal_distribution<double> normal(0, deviation);
  for (const std::uint32_t column : columns) row[column] = static_cast<float>(normal(stream));
}

std::vector<float> ridges_of(std::span<const std::uint32_t> observations, double ridge,
                             double limit) {
  std::vector<float> ridges;
  for (const std::uint32_t n : observations) {
    ridges.push_back(static_cast<float>(n == 0 ? limit : std::min(ridge / n, limit)));
  }
  return ridges;
}

std::vector<std::uint32_t> range(std::size_t begin, std::size_t n) {
  std::vector<std::uint32_t> columns(n);
  for (std::size_t i = 0; i < n; ++i) columns[i] = static_cast<std::uint32_t>(begin + i);
  return columns;
}

}  // namespace

void SideWeights::compose(std::size_t place, float* whole) const {
  std::copy_n(own.row(place), own.stride(), whole);
  if (!has_artists()) return;
  const float* row = artist.row(artist_of[place]);
  if (artist_at == 0) {
    for (std::size_t i = 0; i < artist.stride(); ++i) whole[i] = row[i] + whole[i];
  } else {
    std::copy_n(row, artist.stride(), whole + artist_at);
  }
}

RankerWeights start_weights(const EmbeddingRankerParameters& parameters, const ArtistsOf& artists,
                            const Observations& observations, const Strata& contexts,
                            const Strata& tracks, double mean_time, StreamKey key) {
  const auto dim = static_cast<std::size_t>(parameters.dim);
  const auto artist_dim = static_cast<std::size_t>(parameters.artist_dim);
  // The columns of an own row: factors, then the context bias, then the track bias.
  const std::size_t context_bias_at = dim;
  const std::size_t track_bias_at = dim + (parameters.context_bias ? 1 : 0);
  const std::size_t own_dim = track_bias_at + (parameters.track_bias ? 1 : 0);
  const std::size_t own_stride = row_stride(own_dim);
  const bool appended = parameters.artists == ArtistEmbeddings::concatenated;

  const auto make_side = [&](const Strata& strata, std::span<const std::uint32_t> counts,
                             std::span<const std::uint32_t> artist_of, TableIndex own_table,
                             TableIndex artist_table, std::size_t one_at, bool has_one) {
    SideWeights side;
    const bool with_artists = parameters.artists != ArtistEmbeddings::none && !artist_of.empty();
    // A side without artists has no artist rows, so each of its rows has own coordinates in their
    // place.
    const bool in_own = appended && !with_artists;
    std::vector<std::uint32_t> factors = range(0, dim);
    side.columns = range(0, own_dim);
    if (appended) {
      const std::vector<std::uint32_t> more = range(own_stride, artist_dim);
      side.columns.insert(side.columns.end(), more.begin(), more.end());
      if (in_own) factors.insert(factors.end(), more.begin(), more.end());
    }
    // Draws the own rows.
    side.own = EmbeddingTable(counts.size(), in_own ? own_stride + artist_dim : own_dim);
    if (has_one) side.one_at = one_at;
    tbb::parallel_for(std::size_t{0}, counts.size(), [&](std::size_t id) {
      float* row = side.own.row(strata.place_of[id]);
      draw_row(row, factors, parameters.start_deviation, key, own_table, id);
      row[0] = static_cast<float>(std::sqrt(mean_time));
      if (has_one) row[one_at] = 1;
    });
    // Computes the ridges of the own rows.
    std::vector<std::uint32_t> by_place(counts.size());
    for (std::size_t id = 0; id < counts.size(); ++id) by_place[strata.place_of[id]] = counts[id];
    side.own_ridges = ridges_of(by_place, parameters.ridge, parameters.ridge_limit);
    // Draws the artists' rows and computes their ridges.
    if (with_artists) {
      side.artist_at = appended ? own_stride : 0;
      side.artist = EmbeddingTable(artists.n_artists, appended ? artist_dim : own_dim);
      const std::vector<std::uint32_t> columns = range(0, appended ? artist_dim : dim);
      for (std::uint32_t artist = 0; artist < artists.n_artists; ++artist) {
        draw_row(side.artist.row(artist), columns, parameters.start_deviation, key, artist_table,
                 artist);
      }
      std::vector<std::uint32_t> artist_counts(artists.n_artists, 0);
      side.artist_of.resize(counts.size());
      for (std::size_t id = 0; id < counts.size(); ++id) {
        side.artist_of[strata.place_of[id]] = artist_of[id];
        artist_counts[artist_of[id]] += counts[id];
      }
      side.artist_ridges = ridges_of(artist_counts, parameters.ridge, parameters.ridge_limit);
    }
    return side;
  };
  RankerWeights weights;
  weights.contexts = make_side(contexts, observations.contexts, artists.contexts, kContexts,
                               kContextArtists, track_bias_at, parameters.track_bias);
  weights.tracks = make_side(tracks, observations.tracks, artists.tracks, kTracks, kTrackArtists,
                             context_bias_at, parameters.context_bias);
  return weights;
}

EmbeddingTable whole_rows(const SideWeights& side) {
  if (!side.has_artists()) return side.own;
  EmbeddingTable whole(side.own.size(), side.length());
  tbb::parallel_for(std::size_t{0}, whole.size(),
                    [&](std::size_t place) { side.compose(place, whole.row(place)); });
  return whole;
}

EmbeddingModel finished_model(const RankerWeights& weights, const Strata& contexts,
                              const Strata& tracks) {
  const auto finish = [](const SideWeights& side, const Strata& strata) {
    const EmbeddingTable whole = whole_rows(side);
    EmbeddingTable table(whole.size(), side.columns.size());
    tbb::parallel_for(std::size_t{0}, whole.size(), [&](std::size_t id) {
      const float* row = whole.row(strata.place_of[id]);
      for (std::size_t i = 0; i < side.columns.size(); ++i) table.row(id)[i] = row[side.columns[i]];
    });
    return table;
  };
  return {finish(weights.contexts, contexts), finish(weights.tracks, tracks)};
}

bool all_finite(const RankerWeights& weights) {
  for (const SideWeights* side : {&weights.contexts, &weights.tracks}) {
    for (const EmbeddingTable* table : {&side->own, &side->artist}) {
      // x - x is 0 for every finite x and NaN for all other values.
      float sum = 0;
      for (const float value : table->values()) sum += value - value;
      if (sum != 0) return false;
    }
  }
  return true;
}

}  // namespace reprise
