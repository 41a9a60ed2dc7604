// Holds all weights of an embedding ranker during training: rows of contexts and tracks in the
// order of their strata, and rows of artists. Also composes the whole rows that are multiplied.
#pragma once

#include <optional>
#include <vector>

#include "recommenders/training/embedding_ranker_parameters.h"
#include "recommenders/training/embedding_table.h"
#include "recommenders/training/sample_steps.h"
#include "recommenders/training/strata.h"

namespace reprise {

/// The weights of one side: contexts or tracks.
struct SideWeights {
  EmbeddingTable own;                    // one row per place
  EmbeddingTable artist;                 // one row per artist; empty without artists
  std::vector<std::uint32_t> artist_of;  // artist of each place; empty without artists
  std::size_t artist_at = 0;             // as in SideRows: 0 or the offset of the appended artist
  std::size_t one_at = SideRows::kNone;
  std::vector<float> own_ridges;  // one per place
  std::vector<float> artist_ridges;
  std::vector<std::uint32_t> columns;  // the columns of the whole row that are in use

  bool has_artists() const { return artist.size() > 0; }
  /// Returns the number of floats of a whole row.
  std::size_t length() const { return has_artists() ? artist_at + artist.stride() : own.stride(); }
  /// Writes row `place`, as it is multiplied, into the length() floats at `whole`.
  void compose(std::size_t place, float* whole) const;
};

struct RankerWeights {
  SideWeights contexts;
  SideWeights tracks;
};

/// The artist of each context and track. Contexts that are users have no artist.
struct ArtistsOf {
  std::span<const std::uint32_t> contexts;  // per context; empty: contexts have no artist
  std::span<const std::uint32_t> tracks;    // per track; empty: artists are not known
  std::uint32_t n_artists = 0;
};

/// Returns the weights before training: N(0, start_deviation^2), coordinate 0 of both sides at
/// sqrt(mean_time), biases 0. Row r of a table is drawn from an address of its own under `key`.
RankerWeights start_weights(const EmbeddingRankerParameters& parameters, const ArtistsOf& artists,
                            const Observations& observations, const Strata& contexts,
                            const Strata& tracks, double mean_time, StreamKey key);

/// Returns the whole rows of a side, by place.
EmbeddingTable whole_rows(const SideWeights& side);

/// Returns the whole rows of both sides, by id, with only the columns in use.
EmbeddingModel finished_model(const RankerWeights& weights, const Strata& contexts,
                              const Strata& tracks);

/// Returns true unless a weight is NaN or infinite.
bool all_finite(const RankerWeights& weights);

}  // namespace reprise
