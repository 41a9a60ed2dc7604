// The tracks nearest to a track: largest inner products with its embedding, itself included, best
// first, equal scores by id. They depend on the embeddings alone, so each list is computed once, in
// blocks, and kept in memory and on disk.
#pragma once

#include <filesystem>
#include <limits>
#include <span>
#include <vector>

#include "sim/support/files/mapped_file.h"
#include "sim/support/progress.h"
#include "sim/world/embeddings.h"
#include "sim/world/ids.h"

namespace reprise {

/// The `count` tracks nearest to `track` are wanted (a count above the catalog means all of it),
/// and after them all that score at least `floor`.
struct NearestQuery {
  TrackId track = 0;
  std::uint32_t count = 0;
  float floor = std::numeric_limits<float>::infinity();
};

class NearestTracks {
 public:
  /// Reads `cache_file` if it is there and sound (else removes it), and keeps it up to date; an
  /// empty path means memory only. `embeddings` must outlive this.
  explicit NearestTracks(const Embeddings& embeddings, std::filesystem::path cache_file = {});

  /// Computes the lists that are missing or too short, on all threads of the current TBB arena, in
  /// blocks of matrix products whose candidates are ranked by exact scores: the result does not
  /// depend on the processor or the number of threads. Not thread-safe.
  void require(std::span<const NearestQuery> queries, const Progress& progress = {});

  /// The list of `track`, at least as far as was required of it; empty if it never was. Thread-safe
  /// between calls of require.
  std::span<const TrackId> of(TrackId track) const {
    return {lists_[track].tracks, lists_[track].count};
  }

  /// Brings what of(track) reads into the caches.
  void prefetch(TrackId track) const { __builtin_prefetch(&lists_[track]); }

 private:
  struct List {
    const TrackId* tracks = nullptr;
    std::uint32_t count = 0;
    float floor = std::numeric_limits<float>::infinity();  // what it reaches down to at the least
  };

  // False where a file is there and of no use.
  bool load();
  void save() const;

  const Embeddings& embeddings_;
  std::filesystem::path cache_file_;
  std::vector<List> lists_;                   // per track
  MappedFile mapped_;                         // where those from the cache are
  std::vector<std::vector<TrackId>> blocks_;  // where those computed here are
};

}  // namespace reprise
