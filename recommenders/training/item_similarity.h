// Item-item lists without any training: tracks that were listened to in the same sessions. The
// baseline that people compare rankers with; Linden, Smith, York, IEEE Internet Computing 7, 2003.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "recommenders/training/top_lists.h"
#include "sim/support/parameters/parameters.h"

namespace reprise {

/// Of tracks a and b, listened to in n_a and n_b sessions, n_ab of them the same:
/// count: n_ab; cosine: n_ab / sqrt(n_a n_b); jaccard: n_ab / (n_a + n_b - n_ab).
enum class ItemSimilarity { count, cosine, jaccard };
inline std::vector<std::string> choices(ItemSimilarity) { return {"count", "cosine", "jaccard"}; }

/// The tracks listened to in each session, in numbered blocks that may arrive from any thread in
/// any order.
class ListenedSessions {
 public:
  /// Some sessions: session i has tracks[begin[i], begin[i+1]).
  struct Block {
    std::vector<std::uint32_t> begin = {0};
    std::vector<TrackId> tracks;

    void add_session(std::span<const TrackId> session) {
      tracks.insert(tracks.end(), session.begin(), session.end());
      begin.push_back(static_cast<std::uint32_t>(tracks.size()));
    }
  };

  explicit ListenedSessions(std::uint32_t n_tracks) : n_tracks_(n_tracks) {}

  /// Keeps a block; a track that is in a session several times counts once. Throws UserError for
  /// tracks outside the catalog. Thread-safe.
  void add_block(std::uint64_t number, Block block);

  std::uint32_t n_tracks() const { return n_tracks_; }
  /// By number; thread-safe once no block is added any more.
  const std::map<std::uint64_t, Block>& blocks() const { return blocks_; }

 private:
  std::uint32_t n_tracks_;
  std::map<std::uint64_t, Block> blocks_;
  std::unique_ptr<std::mutex> mutex_ = std::make_unique<std::mutex>();
};

/// For each track the most similar others, best first, equal ones by id, `settings.top` at most;
/// tracks that never met are in no list. The anchor itself counts as met in all of its sessions.
/// Memory is that of the sessions, twice; time grows with the squares of their lengths. Parallel;
/// the same bytes for any number of threads.
Lists similar_items(const ListenedSessions& sessions, ItemSimilarity similarity,
                    const ListSettings& settings);

}  // namespace reprise
