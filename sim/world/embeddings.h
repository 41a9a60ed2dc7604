// The embeddings of the tracks: row-major, one row per track, float32 or half as their file gave
// them. Rows are padded with zeros and aligned for dot() and half_dots().
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <boost/align/aligned_allocator.hpp>

#include "sim/numerics/dot.h"
#include "sim/numerics/half_dot.h"
#include "sim/world/ids.h"

namespace reprise {

/// Returns the number of floats from one row to the next for rows of `dim` coordinates.
constexpr std::size_t row_stride(std::size_t dim) {
  return (dim + kRowFloats - 1) / kRowFloats * kRowFloats;
}
/// Returns the number of halves from one row to the next.
constexpr std::size_t half_row_stride(std::size_t dim) {
  return (dim + kRowHalves - 1) / kRowHalves * kRowHalves;
}

/// Memory for rows as floats.
using RowBuffer = std::vector<float, boost::alignment::aligned_allocator<float, kRowBytes>>;

/// A view of n_tracks x dim embeddings whose rows are stride() numbers apart. It owns no memory;
/// any number of threads may read it.
class Embeddings {
 public:
  Embeddings() = default;
  /// `values` holds n_tracks * row_stride(dim) floats, aligned to kRowBytes, with zeros for
  /// padding.
  Embeddings(std::span<const float> values, std::size_t dim)
      : values_(values), dim_(dim), stride_(row_stride(dim)) {}
  /// `halves` holds n_tracks * half_row_stride(dim) halves, likewise.
  Embeddings(std::span<const Half> halves, std::size_t dim)
      : halves_(halves), dim_(dim), stride_(half_row_stride(dim)) {}

  std::size_t dim() const { return dim_; }
  std::size_t stride() const { return stride_; }
  std::size_t size() const {
    return stride_ == 0 ? 0 : (values_.size() + halves_.size()) / stride_;
  }
  /// Whether rows are halves. Then values() is empty and row() must not be called; otherwise
  /// halves() is empty.
  bool are_halves() const { return !halves_.empty(); }
  std::span<const float> values() const { return values_; }
  std::span<const Half> halves() const { return halves_; }
  std::span<const std::byte> bytes() const {
    return are_halves() ? std::as_bytes(halves_) : std::as_bytes(values_);
  }

  const float* row(TrackId track) const { return values_.data() + track * stride_; }
  const Half* half_row(TrackId track) const { return halves_.data() + track * stride_; }
  /// The row's memory, whichever numbers it holds.
  const void* memory_of(TrackId track) const {
    return are_halves() ? static_cast<const void*>(half_row(track)) : row(track);
  }

  /// Returns the score of a track for an interest: <e_a, e_b> as dot() defines it, or half_dots()
  /// for halves.
  float score(TrackId a, TrackId b) const { return score(memory_of(a), b); }
  /// The same; `memory_a` is memory_of(a).
  float score(const void* memory_a, TrackId b) const {
    if (!are_halves()) [[likely]]
      return dot(static_cast<const float*>(memory_a), row(b), stride_);
    const Half* row_a = static_cast<const Half*>(memory_a);
    const Half* row_b = half_row(b);
    float result = 0;
    half_dots(&row_a, &row_b, 1, stride_, &result);
    return result;
  }

  /// Returns `count` rows as floats, stride() apart: the rows themselves, or copies in `buffer`
  /// when rows are halves. `buffer` then has room for them and is aligned to kRowBytes.
  const float* float_rows(TrackId first, std::size_t count, float* buffer) const {
    if (!are_halves()) return row(first);
    widen(half_row(first), count * stride_, buffer);
    return buffer;
  }
  /// Returns a buffer for `count` rows; it is empty when float_rows() needs none.
  RowBuffer row_buffer(std::size_t count) const {
    return RowBuffer(are_halves() ? count * stride_ : 0);
  }

  /// Asks the processor to bring the row of `track` into its caches. The rest of a long row of
  /// halves comes by itself, once its reading has begun. Always inlined: GCC 12 takes a function
  /// that does nothing but prefetch for one without effect, and drops its calls.
  [[gnu::always_inline]] void prefetch(TrackId track) const {
    if (!are_halves()) [[likely]] {
      const float* begin = row(track);
#pragma GCC unroll 4
      for (std::size_t i = 0; i < stride_; i += kRowFloats) __builtin_prefetch(begin + i);
      return;
    }
    constexpr std::size_t kAhead = 16 * kRowHalves;
    const Half* begin = half_row(track);
    for (std::size_t i = 0; i < stride_ && i < kAhead; i += kRowHalves) {
      __builtin_prefetch(begin + i);
    }
  }

 private:
  std::span<const float> values_;
  std::span<const Half> halves_;
  std::size_t dim_ = 0;
  std::size_t stride_ = 0;
};

}  // namespace reprise
