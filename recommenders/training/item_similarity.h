// Makes item-item lists without training: a list holds tracks that were listened to in the same
// sessions as its anchor. Rankers are often compared with this baseline; Linden, Smith, York, IEEE
// Internet Computing 7, 2003.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "recommenders/training/top_lists.h"
#include "sim/support/parameters/parameters.h"

namespace reprise {

/// The similarity of tracks a and b, which were listened to in n_a and n_b sessions, and both in
/// n_ab sessions:
/// count: n_ab; cosine: n_ab / sqrt(n_a n_b); jaccard: n_ab / (n_a + n_b - n_ab).
enum class ItemSimilarity { count, cosine, jaccard };
inline std::vector<std::string> choices(ItemSimilarity) { return {"count", "cosine", "jaccard"}; }

/// The tracks listened to in each session, in numbered blocks. Blocks may arrive from any thread in
/// any order.
class ListenedSessions {
 public:
  /// Some sessions. The tracks of session i are tracks[begin[i], begin[i+1]).
  struct Block {
    std::vector<std::uint32_t> begin = {0};
    std::vector<TrackId> tracks;

    void add_session(std::span<const TrackId> session) {
      tracks.insert(tracks.end(), session.begin(), session.end());
      begin.push_back(static_cast<std::uint32_t>(tracks.size()));
    }
  };

  explicit ListenedSessions(std::uint32_t n_tracks) : n_tracks_(n_tracks) {}

  /// Keeps a block. A track that is in a session several times counts once. Throws UserError for
  /// tracks outside the catalog. Thread-safe.
  void add_block(std::uint64_t number, Block block);

  std::uint32_t n_tracks() const { return n_tracks_; }
  /// Returns the blocks by number. Thread-safe as soon as no more blocks are added.
  const std::map<std::uint64_t, Block>& blocks() const { return blocks_; }

 private:
  std::uint32_t n_tracks_;
  std::map<std::uint64_t, Block> blocks_;
  std::unique_ptr<std::mutex> mutex_ = std::make_unique<std::mutex>();
};

/// Returns for each track the most similar other tracks, best first, equal ones by id, at most
/// `settings.top`. Tracks that have no session in common with the anchor are not listed. The anchor
/// itself counts as present in all of its sessions. Memory is twice that of the sessions; time
/// grows with the squares of their lengths. Parallel; gives the same bytes for any number of
/// threads.
Lists similar_items(const ListenedSessions& sessions, ItemSimilarity similarity,
                    const ListSettings& settings);

}  // namespace reprise
