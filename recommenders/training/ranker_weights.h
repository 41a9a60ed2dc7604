// All that an embedding ranker learns, while it learns: rows of contexts and tracks in the order of
// their strata, rows of artists, and how a row that is multiplied is put together from them.
#pragma once

#include <optional>
#include <vector>

#include "recommenders/training/embedding_ranker_parameters.h"
#include "recommenders/training/embedding_table.h"
#include "recommenders/training/sample_steps.h"
#include "recommenders/training/strata.h"

namespace reprise {

/// One side: contexts or tracks.
struct SideWeights {
  EmbeddingTable own;                    // by place
  EmbeddingTable artist;                 // by artist; empty without
  std::vector<std::uint32_t> artist_of;  // by place; empty without
  std::size_t artist_at = 0;             // as in SideRows
  std::size_t one_at = SideRows::kNone;
  std::vector<float> own_ridges;  // by place
  std::vector<float> artist_ridges;
  std::vector<std::uint32_t> columns;  // of the whole row, those in use

  bool has_artists() const { return artist.size() > 0; }
  /// Floats of a whole row.
  std::size_t length() const { return has_artists() ? artist_at + artist.stride() : own.stride(); }
  /// Row `place` as it is multiplied, into length() floats.
  void compose(std::size_t place, float* whole) const;
};

struct RankerWeights {
  SideWeights contexts;
  SideWeights tracks;
};

/// Which artist each context and track is of. Contexts that are users have none.
struct ArtistsOf {
  std::span<const std::uint32_t> contexts;  // per context; empty: contexts have no artist
  std::span<const std::uint32_t> tracks;    // per track; empty: none
  std::uint32_t n_artists = 0;
};

/// Weights before training: N(0, start_deviation^2), coordinate 0 of both sides at
/// sqrt(mean_time), biases 0. Row r of a table is drawn from an address of its own under `key`.
RankerWeights start_weights(const EmbeddingRankerParameters& parameters, const ArtistsOf& artists,
                            const Observations& observations, const Strata& contexts,
                            const Strata& tracks, double mean_time, StreamKey key);

/// Whole rows by place.
EmbeddingTable whole_rows(const SideWeights& side);

/// Whole rows by id, columns in use only.
EmbeddingModel finished_model(const RankerWeights& weights, const Strata& contexts,
                              const Strata& tracks);

/// True unless a weight is NaN or infinite.
bool all_finite(const RankerWeights& weights);

}  // namespace reprise
