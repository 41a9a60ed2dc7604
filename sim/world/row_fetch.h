// Brings rows of embeddings into the caches, a few at a time, between other work.
#pragma once

#include <array>
#include <cstddef>

#include "sim/world/embeddings.h"

namespace reprise {

/// Rows that will be read soon. A core can load some sixteen cache lines at once. A thread that
/// asks for many rows at one go stalls until lines are free, and all that follows waits too; asking
/// for two rows at a time, with other work between, costs next to nothing. Not to be shared by
/// threads.
class RowFetch {
 public:
  static constexpr std::size_t kMost = 32;  // rows

  explicit RowFetch(const Embeddings& embeddings) : embeddings_(embeddings) {}

  /// Adds a row. There may be at most kMost rows.
  void add(TrackId track) { tracks_[size_++] = track; }

  /// Asks the processor for the next two rows, or for as many as are left.
  void ask_for_two() {
    ask_for_next();
    ask_for_next();
  }
  /// Asks for all rows that are left, then forgets all rows.
  void ask_for_rest() {
    while (asked_ < size_) ask_for_next();
    asked_ = 0;
    size_ = 0;
  }

 private:
  void ask_for_next() {
    if (asked_ < size_) embeddings_.prefetch(tracks_[asked_++]);
  }

  const Embeddings& embeddings_;
  std::array<TrackId, kMost> tracks_;  // the first size_ places are in use
  std::size_t size_ = 0;
  std::size_t asked_ = 0;
};

}  // namespace reprise
