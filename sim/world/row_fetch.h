// Rows on their way into the caches, some at a time, between other work.
#pragma once

#include <array>
#include <cstddef>

#include "sim/world/embeddings.h"

namespace reprise {

/// Rows that will be read soon. A core has places for some sixteen cache lines on their way:
/// whoever asks for many rows at one go waits for free places with all that comes after, while
/// asking for two rows here and there, with other work between, costs next to nothing. Not to be
/// shared by threads.
class RowFetch {
 public:
  static constexpr std::size_t kMost = 32;  // rows

  explicit RowFetch(const Embeddings& embeddings) : embeddings_(embeddings) {}

  /// One row more, of at most kMost.
  void add(TrackId track) { tracks_[size_++] = track; }

  /// Asks the processor for the next two rows, as far as there are any.
  void ask_for_two() {
    ask_for_next();
    ask_for_next();
  }
  /// Asks for all that are left; then there are no rows.
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
  std::array<TrackId, kMost> tracks_;  // the first size_ of them
  std::size_t size_ = 0;
  std::size_t asked_ = 0;
};

}  // namespace reprise
