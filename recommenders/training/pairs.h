// Defines the data that rankers learn from: pairs (context, track, time) of a log, 12 bytes each. A
// context is the track that a list will be anchored at, or a user.
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

/// The track `track` was listened to for `time` hundredths in the context `context`.
struct Pair {
  std::uint32_t context = 0;
  TrackId track = 0;
  Hundredths time = 0;

  friend bool operator==(const Pair&, const Pair&) = default;
};
static_assert(sizeof(Pair) == 12);

/// Returns the time as a share of the track, the quantity that models predict: 1 is the whole
/// track.
inline float share_of(Hundredths time) { return static_cast<float>(time) * 0.01f; }

/// A log of pairs in numbered blocks. Blocks may arrive from any thread in any order. They are read
/// in the order of their numbers, so a log does not depend on the threads that filled it.
class PairLog {
 public:
  /// Contexts are 0..n_contexts-1, tracks 0..n_tracks-1; both at least 1.
  PairLog(std::uint32_t n_contexts, std::uint32_t n_tracks);

  /// A block, which several logs may share.
  using Block = std::shared_ptr<const std::vector<Pair>>;

  /// Keeps a block, such as the pairs of one chunk of episodes, and returns it. Numbers need not be
  /// consecutive, but each number may be given only once. Throws UserError for ids outside the
  /// log's ranges and for times outside [0, kMaxHundredths]. Thread-safe.
  Block add_block(std::uint64_t number, std::vector<Pair> pairs);
  /// Does the same with a block of another log with the same ranges.
  void share_block(std::uint64_t number, Block block);

  std::uint32_t n_contexts() const { return n_contexts_; }
  std::uint32_t n_tracks() const { return n_tracks_; }

  // The functions below are thread-safe as soon as no more blocks are added.

  std::uint64_t size() const { return size_; }
  bool empty() const { return size_ == 0; }

  /// Returns the blocks by ascending number.
  std::vector<std::span<const Pair>> blocks() const;

  /// Calls `visit` for every pair, in the order of the blocks.
  template <class Visit>
  void for_each(Visit visit) const {
    for (const auto& [number, block] : blocks_) {
      for (const Pair& pair : *block) visit(pair);
    }
  }

 private:
  std::uint32_t n_contexts_;
  std::uint32_t n_tracks_;
  std::uint64_t size_ = 0;
  std::map<std::uint64_t, Block> blocks_;
  std::unique_ptr<std::mutex> mutex_ = std::make_unique<std::mutex>();
};

/// Converts a time given as a share of the track to whole hundredths, by rounding. Throws UserError
/// at `place` unless the share is a number from 0 to kMaxHundredths / 100.
Hundredths hundredths_of(double share, const Place& place);

/// Reads JSON lines {"context": c, "track": t, "time": share} into a log as one block. Throws
/// UserError with the line for anything else, for ids out of range and for times that hundredths_of
/// refuses.
void read_pairs(const std::filesystem::path& path, PairLog& log);

}  // namespace reprise
