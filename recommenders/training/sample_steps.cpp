#include "recommenders/training/sample_steps.h"

// Highway compiles this file once per instruction set and picks one version at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "recommenders/training/sample_steps.cpp"
#include <hwy/foreach_target.h>
// Highway requires that these headers come after foreach_target.h.
#include <cmath>

#include <hwy/highway.h>

#include "sim/numerics/interleaved_sum-inl.h"

HWY_BEFORE_NAMESPACE();
namespace reprise::HWY_NAMESPACE {

struct Products {
  float aa;
  float ab;
  float bb;
};

// Computes all three inner products of two rows in one pass; ab equals dot(a, b) to the bit.
HWY_INLINE Products products(const float* HWY_RESTRICT a, const float* HWY_RESTRICT b,
                             std::size_t n) {
  const Lanes lanes;
  Vector aa[kVectors];
  Vector ab[kVectors];
  Vector bb[kVectors];
  for (std::size_t v = 0; v < kVectors; ++v) aa[v] = ab[v] = bb[v] = hn::Zero(lanes);
  for (std::size_t i = 0; i < n; i += kRowFloats) {
    for (std::size_t v = 0; v < kVectors; ++v) {
      const Vector x = hn::Load(lanes, a + i + v * kLanes);
      const Vector y = hn::Load(lanes, b + i + v * kLanes);
      aa[v] = hn::Add(aa[v], hn::Mul(x, x));
      ab[v] = hn::Add(ab[v], hn::Mul(x, y));
      bb[v] = hn::Add(bb[v], hn::Mul(y, y));
    }
  }
  return {reduce_sums(aa), reduce_sums(ab), reduce_sums(bb)};
}

// Returns the step size of a row whose gradient is error * other + ridge * row. Adds the gradient's
// mean square to the row's accumulator.
HWY_INLINE float step_size(float* accumulator, float learning_rate, float error, float ridge,
                           float row_row, float row_other, float other_other, float per_dim) {
  if (accumulator == nullptr) return learning_rate;
  const float squares =
      error * error * other_other + 2 * error * ridge * row_other + ridge * ridge * row_row;
  // Rounding may make the sum of squares slightly negative; a NaN must stay a NaN.
  *accumulator += squares > 0 ? squares * per_dim : squares * 0;
  return learning_rate / std::sqrt(*accumulator);
}

HWY_INLINE float* accumulator_of(const TrainedRows& rows, std::size_t i) {
  return rows.accumulators == nullptr ? nullptr : rows.accumulators + i;
}

HWY_INLINE void prefetch_row(const float* row, std::size_t n) {
  for (std::size_t i = 0; i < n; i += kRowFloats) __builtin_prefetch(row + i, 1);
}

HWY_INLINE void prefetch_rows(const TrainedRows& rows, std::size_t i) {
  prefetch_row(rows.row(i), rows.stride);
  __builtin_prefetch(rows.ridges + i);
  if (rows.accumulators != nullptr) __builtin_prefetch(rows.accumulators + i, 1);
}

// Takes steps with rows that have no artist part. Each row is read once for the products and once
// for the step.
double own_rows_steps(const SampleSteps& steps, std::span<const Pair> pairs) {
  // Prefetching runs this many pairs ahead, the time that two rows take to arrive from the
  // second-level cache.
  constexpr std::size_t kAhead = 4;
  const Lanes lanes;
  const TrainedRows& contexts = steps.contexts.own;
  const TrainedRows& tracks = steps.tracks.own;
  const std::size_t n = contexts.stride;
  const std::size_t context_one = steps.contexts.one_at;
  const std::size_t track_one = steps.tracks.one_at;
  const float per_context_dim = 1.0f / static_cast<float>(contexts.dim);
  const float per_track_dim = 1.0f / static_cast<float>(tracks.dim);
  double squared_errors = 0;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    if (i + kAhead < pairs.size()) {
      prefetch_rows(contexts, pairs[i + kAhead].context);
      prefetch_rows(tracks, pairs[i + kAhead].track);
    }
    const Pair& pair = pairs[i];
    float* HWY_RESTRICT c = contexts.row(pair.context);
    float* HWY_RESTRICT t = tracks.row(pair.track);
    const Products p = products(c, t, n);
    const float error = p.ab - share_of(pair.time);
    squared_errors += static_cast<double>(error) * static_cast<double>(error);
    // Each row's products leave out the coordinate that is not learned.
    Products for_context = p;
    Products for_track{p.bb, p.ab, p.aa};
    if (context_one != SideRows::kNone) {
      for_context.aa -= 1;
      for_context.ab -= t[context_one];
      for_context.bb -= t[context_one] * t[context_one];
    }
    if (track_one != SideRows::kNone) {
      for_track.aa -= 1;
      for_track.ab -= c[track_one];
      for_track.bb -= c[track_one] * c[track_one];
    }
    // Computes the step sizes.
    const float ridge_c = contexts.ridges[pair.context];
    const float ridge_t = tracks.ridges[pair.track];
    const float step_c =
        step_size(accumulator_of(contexts, pair.context), steps.learning_rate, error, ridge_c,
                  for_context.aa, for_context.ab, for_context.bb, per_context_dim);
    const float step_t =
        step_size(accumulator_of(tracks, pair.track), steps.learning_rate, error, ridge_t,
                  for_track.aa, for_track.ab, for_track.bb, per_track_dim);
    // Moves both rows.
    const Vector keep_c = hn::Set(lanes, 1 - step_c * ridge_c);
    const Vector keep_t = hn::Set(lanes, 1 - step_t * ridge_t);
    const Vector move_c = hn::Set(lanes, step_c * error);
    const Vector move_t = hn::Set(lanes, step_t * error);
    for (std::size_t at = 0; at < n; at += kLanes) {
      const Vector old_c = hn::Load(lanes, c + at);
      const Vector old_t = hn::Load(lanes, t + at);
      hn::Store(hn::Sub(hn::Mul(keep_c, old_c), hn::Mul(move_c, old_t)), lanes, c + at);
      hn::Store(hn::Sub(hn::Mul(keep_t, old_t), hn::Mul(move_t, old_c)), lanes, t + at);
    }
    if (context_one != SideRows::kNone) c[context_one] = 1;
    if (track_one != SideRows::kNone) t[track_one] = 1;
  }
  return squared_errors;
}

// Composes the row that is multiplied from its parts.
HWY_INLINE void compose(const SideRows& side, std::size_t i, float* HWY_RESTRICT whole) {
  const Lanes lanes;
  const float* own = side.own.row(i);
  for (std::size_t at = 0; at < side.own.stride; at += kLanes) {
    hn::Store(hn::Load(lanes, own + at), lanes, whole + at);
  }
  if (!side.has_artists()) return;
  const float* artist = side.artist.row(side.artist_of[i]);
  for (std::size_t at = 0; at < side.artist.stride; at += kLanes) {
    Vector value = hn::Load(lanes, artist + at);
    if (side.artist_at == 0) value = hn::Add(value, hn::Load(lanes, whole + at));
    hn::Store(value, lanes, whole + side.artist_at + at);
  }
}

// Takes one step with one row. `other` is the part of the other side's row that this row was
// multiplied with.
HWY_INLINE void step_row(const TrainedRows& rows, std::size_t i, const float* HWY_RESTRICT other,
                         float error, float learning_rate, std::size_t one_at) {
  const Lanes lanes;
  float* HWY_RESTRICT row = rows.row(i);
  const float ridge = rows.ridges[i];
  float unlearned = 0;
  if (one_at != SideRows::kNone) {
    unlearned = row[one_at];
    row[one_at] = 0;
  }
  Products p = products(row, other, rows.stride);
  if (one_at != SideRows::kNone) p.bb -= other[one_at] * other[one_at];
  const float step = step_size(accumulator_of(rows, i), learning_rate, error, ridge, p.aa, p.ab,
                               p.bb, 1.0f / static_cast<float>(rows.dim));
  const Vector keep = hn::Set(lanes, 1 - step * ridge);
  const Vector move = hn::Set(lanes, step * error);
  for (std::size_t at = 0; at < rows.stride; at += kLanes) {
    hn::Store(hn::Sub(hn::Mul(keep, hn::Load(lanes, row + at)),
                      hn::Mul(move, hn::Load(lanes, other + at))),
              lanes, row + at);
  }
  if (one_at != SideRows::kNone) row[one_at] = unlearned;
}

HWY_INLINE void step_side(const SideRows& side, std::size_t i, const float* other, float error,
                          float learning_rate) {
  step_row(side.own, i, other, error, learning_rate, side.one_at);
  if (side.has_artists()) {
    // An added artist's row must not change the constant coordinate; an appended artist's row has
    // none.
    const std::size_t one_at = side.artist_at == 0 ? side.one_at : SideRows::kNone;
    step_row(side.artist, side.artist_of[i], other + side.artist_at, error, learning_rate, one_at);
  }
}

double composed_rows_steps(const SampleSteps& steps, std::span<const Pair> pairs) {
  alignas(kRowBytes) float context[kLongestRow];
  alignas(kRowBytes) float track[kLongestRow];
  const std::size_t n = steps.contexts.length();
  double squared_errors = 0;
  for (const Pair& pair : pairs) {
    compose(steps.contexts, pair.context, context);
    compose(steps.tracks, pair.track, track);
    const float error = products(context, track, n).ab - share_of(pair.time);
    squared_errors += static_cast<double>(error) * static_cast<double>(error);
    step_side(steps.contexts, pair.context, track, error, steps.learning_rate);
    step_side(steps.tracks, pair.track, context, error, steps.learning_rate);
  }
  return squared_errors;
}

}  // namespace reprise::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
#include "sim/support/check.h"

namespace reprise {

HWY_EXPORT(own_rows_steps);
HWY_EXPORT(composed_rows_steps);

double take_sample_steps(const SampleSteps& steps, std::span<const Pair> pairs) {
  const std::size_t length = steps.contexts.length();
  REPRISE_CHECK(length == steps.tracks.length() && length <= kLongestRow, "rows of {} and {}",
                length, steps.tracks.length());
  if (steps.contexts.has_artists() || steps.tracks.has_artists()) {
    return HWY_DYNAMIC_DISPATCH(composed_rows_steps)(steps, pairs);
  }
  return HWY_DYNAMIC_DISPATCH(own_rows_steps)(steps, pairs);
}

}  // namespace reprise
#endif
