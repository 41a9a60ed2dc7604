// Rows on their way into the caches, some lines at a time, between other work.
#pragma once

#include <array>
#include <cstddef>

#include "sim/embeddings.h"

namespace reprise {

/// Rows that will be read soon. A core has places for some sixteen cache lines on their way:
/// whoever asks for many rows at one go waits for free places with all that comes after, while
/// asking for a few lines here and there costs next to nothing. A row's lines are asked for one
/// after the other, as the processor's own prefetchers expect. Not to be shared by threads.
class RowFetch {
 public:
  static constexpr std::size_t kMost = 16;  // rows

  explicit RowFetch(const Embeddings& embeddings)
      : embeddings_(embeddings), row_lines_(embeddings.stride() / kRowFloats) {}

  /// One row more, of at most kMost.
  void add(TrackId track) { rows_[size_++] = embeddings_.row(track); }

  /// Asks the processor for the next lines, as far as there are any.
  template <std::size_t lines>
  [[gnu::always_inline]] void ask_for() {
#pragma GCC unroll 8
    for (std::size_t i = 0; i < lines; ++i) {
      if (left_ == 0 && !go_on()) return;
      ask_for_next();
    }
  }
  /// Asks for all lines that are left.
  void ask_for_rest() {
    while (left_ > 0 || go_on()) ask_for_next();
  }

 private:
  void ask_for_next() {
    __builtin_prefetch(next_);
    next_ += kRowFloats;
    --left_;
  }
  // To the next row; false after the last one.
  bool go_on() {
    if (asked_ == size_) return false;
    next_ = rows_[asked_++];
    left_ = row_lines_;
    return true;
  }

  const Embeddings& embeddings_;
  std::size_t row_lines_;
  std::array<const float*, kMost> rows_;  // the first size_ of them
  std::size_t size_ = 0;
  std::size_t asked_ = 0;        // rows, at least in part
  const float* next_ = nullptr;  // line of the last of them
  std::size_t left_ = 0;         // of its lines
};

}  // namespace reprise
