// A table of learned rows, one row per context or track: float32, row-major, padded and aligned for
// dot().
#pragma once

#include <vector>

#include <tbb/cache_aligned_allocator.h>

#include "sim/world/embeddings.h"

namespace reprise {

class EmbeddingTable {
 public:
  EmbeddingTable() = default;
  /// Makes n_rows x dim zeros, with row_stride(dim) floats from one row to the next.
  EmbeddingTable(std::size_t n_rows, std::size_t dim)
      : dim_(dim), stride_(row_stride(dim)), values_(n_rows * stride_) {}

  std::size_t size() const { return stride_ == 0 ? 0 : values_.size() / stride_; }
  std::size_t dim() const { return dim_; }
  std::size_t stride() const { return stride_; }
  float* row(std::size_t i) { return values_.data() + i * stride_; }
  const float* row(std::size_t i) const { return values_.data() + i * stride_; }
  std::span<const float> values() const { return values_; }
  /// Returns the same rows in the form from which lists and scores are made. The view is valid as
  /// long as the table.
  Embeddings view() const { return {values_, dim_}; }

  friend bool operator==(const EmbeddingTable& a, const EmbeddingTable& b) {
    return a.dim_ == b.dim_ && a.values_ == b.values_;
  }

 private:
  std::size_t dim_ = 0;
  std::size_t stride_ = 0;
  // The allocator gives whole cache lines, so the values are aligned to kRowBytes.
  std::vector<float, tbb::cache_aligned_allocator<float>> values_;
};

/// Two tables with the same dimension. The score of a track in a context is the inner product of
/// their rows; it estimates the share of the track that is listened to.
struct EmbeddingModel {
  EmbeddingTable contexts;
  EmbeddingTable tracks;

  /// Returns <contexts[context], tracks[track]> as dot() defines it.
  float score(std::uint32_t context, TrackId track) const {
    return dot(contexts.row(context), tracks.row(track), tracks.stride());
  }

  friend bool operator==(const EmbeddingModel&, const EmbeddingModel&) = default;
};

/// Returns the mean of the models' weights, entry by entry. Takes at least one model; all have the
/// same shape.
EmbeddingModel average_weights(std::span<const EmbeddingModel> models);

}  // namespace reprise
