// What rankers learn from: pairs (context, track, time) of a log, 12 bytes each. A context is the
// track a list will be anchored at, or a user.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "sim/sessions/listening.h"
#include "sim/support/user_error.h"
#include "sim/world/ids.h"

namespace reprise {

/// `track` was listened to for `time` hundredths in `context`.
struct Pair {
  std::uint32_t context = 0;
  TrackId track = 0;
  Hundredths time = 0;

  friend bool operator==(const Pair&, const Pair&) = default;
};
static_assert(sizeof(Pair) == 12);

/// The share of the track, which models predict: 1 is all of it.
inline float share_of(Hundredths time) { return static_cast<float>(time) * 0.01f; }

/// A log of pairs in numbered blocks. Blocks may arrive from any thread in any order; they are read
/// in the order of their numbers, so a log does not depend on who filled it.
class PairLog {
 public:
  /// Contexts are 0..n_contexts-1, tracks 0..n_tracks-1; both at least 1.
  PairLog(std::uint32_t n_contexts, std::uint32_t n_tracks);

  /// Keeps a block, such as the pairs of one chunk of episodes. Numbers need not be dense, but each
  /// is given once. Throws UserError for ids outside the log's and times outside
  /// [0, kMaxHundredths]. Thread-safe.
  void add_block(std::uint64_t number, std::vector<Pair> pairs);

  std::uint32_t n_contexts() const { return n_contexts_; }
  std::uint32_t n_tracks() const { return n_tracks_; }

  // The rest is thread-safe once no block is added any more.

  std::uint64_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  /// The blocks by ascending number.
  std::vector<std::span<const Pair>> blocks() const;

  /// Calls `visit` for every pair in order.
  template <class Visit>
  void for_each(Visit visit) const {
    for (const auto& [number, block] : blocks_) {
      for (const Pair& pair : block) visit(pair);
    }
  }

 private:
  std::uint32_t n_contexts_;
  std::uint32_t n_tracks_;
  std::uint64_t size_ = 0;
  std::map<std::uint64_t, std::vector<Pair>> blocks_;
  std::unique_ptr<std::mutex> mutex_ = std::make_unique<std::mutex>();
};

/// A time given as a share of the track, rounded to whole hundredths. Throws UserError at `place`
/// unless it is a number from 0 to kMaxHundredths / 100.
Hundredths hundredths_of(double share, const Place& place);

/// Reads JSON lines {"context": c, "track": t, "time": share} into a log of one block. Throws
/// UserError with the line for anything else, ids out of range and times that hundredths_of
/// refuses.
void read_pairs(const std::filesystem::path& path, PairLog& log);

}  // namespace reprise
