// The tracks nearest to a track: those whose embeddings have the largest inner products with its
// own. The track itself is included; the best track comes first, tracks of equal score come by id.
// The lists depend on the embeddings alone, so each list is computed once, in blocks, and kept in
// memory and on disk.
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

/// Asks for the `count` tracks nearest to `track` (a count above the size of the catalog means the
/// whole catalog), and after them for all tracks that score at least `floor`, as long as these are
/// no more than `most` tracks in all.
struct NearestQuery {
  TrackId track = 0;
  std::uint32_t count = 0;
  float floor = std::numeric_limits<float>::infinity();
  std::uint32_t most = std::numeric_limits<std::uint32_t>::max();
};

/// Lists that are still to be made, and the memory that they will take.
struct MissingLists {
  std::uint64_t lists = 0;
  std::uint64_t bytes = 0;  // of the lists, and of what making them takes meanwhile
};

class NearestTracks {
 public:
  /// Reads `cache_file` if the file exists and is sound, removes it if it is not sound, and keeps
  /// it up to date. An empty path means memory only. `embeddings` must outlive this object.
  explicit NearestTracks(const Embeddings& embeddings, std::filesystem::path cache_file = {});

  /// Computes the lists that are missing or too short, on all threads of the current TBB arena.
  /// Meanwhile it needs the memory of BestTracks besides that of the lists. The result does not
  /// depend on the processor or the number of threads. The cache file gets the lists as they are
  /// made, so an exception of `progress`, or the end of the process, loses little. Not thread-safe.
  void require(std::span<const NearestQuery> queries, const Progress& progress = {});

  /// Returns how many lists require() would compute on `threads` threads, and about the memory that
  /// it would take. Lists that a file keeps take none. The lengths of lists down to a floor are
  /// estimated from some of the lists. Thread-safe between calls of require.
  MissingLists missing(std::span<const NearestQuery> queries, std::size_t threads) const;

  /// Returns the list of `track`, at least as long as was required; empty if nothing was required
  /// of it. Thread-safe between calls of require.
  std::span<const TrackId> of(TrackId track) const {
    return {lists_[track].tracks, lists_[track].count};
  }

  /// Brings the memory that of(track) reads into the caches.
  void prefetch(TrackId track) const { __builtin_prefetch(&lists_[track]); }

 private:
  struct List {
    const TrackId* tracks = nullptr;
    std::uint32_t count = 0;
    // The list holds every track that scores at least `floor`.
    float floor = std::numeric_limits<float>::infinity();
  };

  // Returns a query for each track whose list is missing or too short for the queries.
  std::vector<NearestQuery> missing_of(std::span<const NearestQuery> queries) const;
  // Returns false when the file exists but cannot be used.
  bool load();
  void save() const;

  const Embeddings& embeddings_;
  std::filesystem::path cache_file_;
  std::vector<List> lists_;                   // one list per track
  MappedFile mapped_;                         // memory of the lists from the cache
  std::vector<std::vector<TrackId>> blocks_;  // memory of the lists computed here
};

}  // namespace reprise
