#include "sim/world/exact_scores.h"

#include <algorithm>

// Highway compiles this file once per instruction set and picks one at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/world/exact_scores.cpp"
#include <hwy/foreach_target.h>
// Highway asks that highway.h be included after foreach_target.h.
#include <hwy/highway.h>

#include "sim/numerics/dot-inl.h"

HWY_BEFORE_NAMESPACE();
namespace reprise::HWY_NAMESPACE {

void scores_of_target(const Embeddings& embeddings, const float* row, const TrackId* tracks,
                      std::size_t n, float* scores) {
  constexpr std::size_t kAhead = 2 * kDots;  // rows that the caches are asked for in advance
  const std::size_t stride = embeddings.stride();
  const std::size_t copied = embeddings.are_halves() ? stride : 0;  // floats of a row
  const float* of_each[kDots];
  const float* rows[kDots];
  std::fill_n(of_each, kDots, row);
  RowBuffer buffer = embeddings.row_buffer(kDots);
  std::size_t i = 0;
  for (; i + kDots <= n; i += kDots) {
    for (std::size_t k = 0; k < kDots; ++k) {
      if (i + k + kAhead < n) embeddings.prefetch(tracks[i + k + kAhead]);
      rows[k] = embeddings.float_rows(tracks[i + k], 1, buffer.data() + k * copied);
    }
    alignas(16) float dots[kDots];
    interleaved_dots(of_each, rows, stride, dots);
    std::copy_n(dots, kDots, scores + i);
  }
  for (; i < n; ++i) {
    scores[i] = interleaved_dot(row, embeddings.float_rows(tracks[i], 1, buffer.data()), stride);
  }
}

}  // namespace reprise::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace reprise {

HWY_EXPORT(scores_of_target);

void exact_scores(const Embeddings& embeddings, const float* row, std::span<const TrackId> tracks,
                  float* scores) {
  HWY_DYNAMIC_DISPATCH(scores_of_target)(embeddings, row, tracks.data(), tracks.size(), scores);
}

}  // namespace reprise
#endif
