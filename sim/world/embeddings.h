// The embeddings of the tracks: float32, row-major, one row per track. Rows are padded with zeros
// and aligned for dot().
#pragma once

#include <cstddef>
#include <span>

#include "sim/numerics/dot.h"
#include "sim/world/ids.h"

namespace reprise {

/// Returns the number of floats from one row to the next for rows of `dim` coordinates.
constexpr std::size_t row_stride(std::size_t dim) {
  return (dim + kRowFloats - 1) / kRowFloats * kRowFloats;
}

/// A view of n_tracks x dim embeddings whose rows are row_stride(dim) floats apart. It owns no
/// memory; any number of threads may read it.
class Embeddings {
 public:
  Embeddings() = default;
  /// `values` holds n_tracks * row_stride(dim) floats, aligned to kRowBytes, with zeros for
  /// padding.
  Embeddings(std::span<const float> values, std::size_t dim)
      : values_(values), dim_(dim), stride_(row_stride(dim)) {}

  std::size_t dim() const { return dim_; }
  std::size_t stride() const { return stride_; }
  std::size_t size() const { return stride_ == 0 ? 0 : values_.size() / stride_; }
  std::span<const float> values() const { return values_; }

  const float* row(TrackId track) const { return values_.data() + track * stride_; }
  /// Returns <e_a, e_b> as dot() defines it.
  float score(TrackId a, TrackId b) const { return dot(row(a), row(b), stride_); }
  float score(const float* row_a, TrackId b) const { return dot(row_a, row(b), stride_); }

  /// Asks the processor to bring the row of `track` into its caches.
  void prefetch(TrackId track) const {
    const float* begin = row(track);
#pragma GCC unroll 4
    for (std::size_t i = 0; i < stride_; i += kRowFloats) __builtin_prefetch(begin + i);
  }

 private:
  std::span<const float> values_;
  std::size_t dim_ = 0;
  std::size_t stride_ = 0;
};

}  // namespace reprise
