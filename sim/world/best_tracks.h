// Ranks all tracks of a catalog by their inner product with a row, exactly, for many rows at once.
// Products of rounded embeddings (8-bit integers) with a proven bound on their error choose the
// tracks whose exact scores are computed; these decide. So a ranking depends on the embeddings
// alone, not on the processor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "sim/world/embeddings.h"
#include "sim/world/ids.h"
#include "sim/world/screened_tracks.h"

namespace reprise {

struct ScoredTrack {
  float score;  // dot(), to the bit
  TrackId track;
};

/// Asks for the `count` tracks of the largest score (all tracks, if there are fewer), and for all
/// tracks that score at least `floor`, as long as these are no more than `most` tracks in all.
struct RankingQuery {
  const float* row = nullptr;  // of the stride of the tracks, aligned to kRowBytes
  std::uint32_t count = 0;
  float floor = std::numeric_limits<float>::infinity();
  std::uint32_t most = std::numeric_limits<std::uint32_t>::max();
};

/// The rounded embeddings of a catalog: n_tracks x (dim + 20) bytes. While it ranks, each thread
/// needs 12 bytes for each track that is screened in for any of its queries, up to twice that while
/// columns grow, and 8 bytes for each track of its lists: with lists of L tracks, some
/// 64 x 40 x L bytes.
class BestTracks {
 public:
  /// The most queries that are ranked at once; fewer cost as much for each track read.
  static constexpr std::size_t kQueries = 64;

  /// The memory that one thread needs. It is kept from call to call.
  class Workspace {
    friend class BestTracks;
    std::vector<double> row;
    std::vector<std::int8_t> queries;
    std::vector<std::int32_t> starts;
    std::vector<std::int32_t> products;
    std::vector<float> margins;
    ScreenedTracks screened[kQueries];
    std::vector<std::uint64_t> is_taken;  // a bit for each track
    std::vector<TrackId> tracks;
    std::vector<float> scores;
    std::vector<std::uint64_t> keys;
    std::vector<std::uint64_t> sorted_keys;
  };

  /// `tracks` must outlive this object. Scores must be finite numbers. About `n_queries` queries
  /// will come; for a few, rounding the catalog is not worth it. Answers do not depend on that
  /// number. Uses the threads of the current TBB arena.
  BestTracks(const Embeddings& tracks, std::size_t n_queries);

  /// Returns about the most memory that ranking takes on `threads` threads, with lists of up to
  /// `longest` tracks. The lists themselves are not in it. Pure.
  static std::uint64_t most_bytes(const Embeddings& tracks, std::uint64_t longest,
                                  std::size_t threads);

  /// Sets lists[i] to the answer to queries[i], best first, equal scores by id. At most kQueries
  /// queries. Thread-safe, each thread with a workspace of its own.
  void rank(std::span<const RankingQuery> queries, Workspace& work,
            std::vector<ScoredTrack>* lists) const;

 private:
  struct Rounded;  // a query's row in integers

  void measure_columns();
  void screen(std::span<const RankingQuery> queries, std::span<Rounded> rounded,
              Workspace& work) const;
  void take(float least, const ScreenedTracks& screened, Workspace& work) const;
  float raise_least(const RankingQuery& query, const ScreenedTracks& screened, Rounded& rounded,
                    Workspace& work) const;
  void rank_exactly(const RankingQuery& query, float least, Workspace& work,
                    std::vector<ScoredTrack>& list) const;

  const Embeddings& tracks_;
  std::size_t n_groups_ = 0;
  std::vector<std::uint8_t> tiles_;  // as integer_products.h says; empty: rank without screening
  // By coordinate. Rows are rounded after the means are taken from them and they are divided by the
  // deviations.
  std::vector<double> means_;
  std::vector<double> deviations_;
  // By place: the track, ...
  std::vector<TrackId> track_at_;
  // ... and, up to a whole number of tiles, what one unit of the integers is, the norm of the row
  // that is rounded, the norm of what rounding takes from it, and the norm of the row itself.
  std::vector<float> scales_;
  std::vector<float> norms_;
  std::vector<float> residues_;
  std::vector<float> lengths_;
};

}  // namespace reprise
