// Reduces 16 interleaved partial sums in the order that dot.h defines, for Highway code that must
// give the same bits on every instruction set. This file is included once per target, as Highway's
// -inl.h files are.
#if defined(REPRISE_INTERLEAVED_SUM_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef REPRISE_INTERLEAVED_SUM_INL_H
#undef REPRISE_INTERLEAVED_SUM_INL_H
#else
#define REPRISE_INTERLEAVED_SUM_INL_H
#endif

#include <hwy/highway.h>

#include "sim/numerics/dot.h"

HWY_BEFORE_NAMESPACE();
namespace reprise::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

/// The kRowFloats partial sums are kept in kVectors vectors of type Vector.
using Lanes = hn::CappedTag<float, kRowFloats>;
using Vector = hn::Vec<Lanes>;
inline constexpr std::size_t kLanes = hn::MaxLanes(Lanes());
inline constexpr std::size_t kVectors = kRowFloats / kLanes;
static_assert(kRowFloats % kLanes == 0, "teach interleaved_sum-inl.h this vector width");

#if HWY_TARGET == HWY_SCALAR
HWY_INLINE float reduce_lanes(Vector sum) { return hn::GetLane(sum); }
#else
// Reduces the last four lanes: adds lanes 0 and 2, lanes 1 and 3, then the two sums.
HWY_INLINE float reduce_lanes(hn::Vec<hn::Full128<float> > sum) {
  alignas(16) float lanes[4];
  hn::Store(sum, hn::Full128<float>(), lanes);
  return (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]);
}
#if HWY_MAX_BYTES >= 32
HWY_INLINE float reduce_lanes(hn::Vec<hn::Full256<float> > sum) {
  const hn::Full128<float> half;
  return reduce_lanes(hn::Add(hn::LowerHalf(half, sum), hn::UpperHalf(half, sum)));
}
#endif
#if HWY_MAX_BYTES >= 64
HWY_INLINE float reduce_lanes(hn::Vec<hn::Full512<float> > sum) {
  const hn::Full256<float> half;
  return reduce_lanes(hn::Add(hn::LowerHalf(half, sum), hn::UpperHalf(half, sum)));
}
#endif
#endif

/// Returns the sum of kRowFloats partial sums, adding i and i+8, i and i+4, i and i+2, i and i+1.
/// Destroys `sums`.
HWY_INLINE float reduce_sums(Vector* sums) {
  for (std::size_t half = kVectors / 2; half > 0; half /= 2) {
    for (std::size_t i = 0; i < half; ++i) sums[i] = hn::Add(sums[i], sums[i + half]);
  }
  return reduce_lanes(sums[0]);
}

#if HWY_TARGET == HWY_SCALAR
HWY_INLINE void reduce_four_sums(Vector (*sums)[kVectors], float* into) {
  for (std::size_t i = 0; i < 4; ++i) into[i] = reduce_sums(sums[i]);
}
#else
// Reduces the partial sums to four, which are the lanes of one 128-bit vector.
HWY_INLINE hn::Vec<hn::Full128<float> > quarter_sums(hn::Vec<hn::Full128<float> > sum) {
  return sum;
}
#if HWY_MAX_BYTES >= 32
HWY_INLINE hn::Vec<hn::Full128<float> > quarter_sums(hn::Vec<hn::Full256<float> > sum) {
  const hn::Full128<float> half;
  return hn::Add(hn::LowerHalf(half, sum), hn::UpperHalf(half, sum));
}
#endif
#if HWY_MAX_BYTES >= 64
HWY_INLINE hn::Vec<hn::Full128<float> > quarter_sums(hn::Vec<hn::Full512<float> > sum) {
  const hn::Full256<float> half;
  return quarter_sums(hn::Add(hn::LowerHalf(half, sum), hn::UpperHalf(half, sum)));
}
#endif
HWY_INLINE hn::Vec<hn::Full128<float> > quarter_sums(Vector* sums) {
  for (std::size_t half = kVectors / 2; half > 0; half /= 2) {
    for (std::size_t i = 0; i < half; ++i) sums[i] = hn::Add(sums[i], sums[i + half]);
  }
  return quarter_sums(sums[0]);
}

/// Sets into[i] = reduce_sums(sums[i]) for four of them, side by side. Destroys `sums`. `into` is
/// aligned to 16 bytes.
HWY_INLINE void reduce_four_sums(Vector (*sums)[kVectors], float* into) {
  const hn::Full128<float> d;
  const auto a = quarter_sums(sums[0]);
  const auto b = quarter_sums(sums[1]);
  const auto c = quarter_sums(sums[2]);
  const auto e = quarter_sums(sums[3]);
  // ab and ce hold lane 0 + lane 2 and lane 1 + lane 3 of two products each; the last addition
  // finishes all four sums.
  const auto ab = hn::Add(hn::ConcatLowerLower(d, b, a), hn::ConcatUpperUpper(d, b, a));
  const auto ce = hn::Add(hn::ConcatLowerLower(d, e, c), hn::ConcatUpperUpper(d, e, c));
  hn::Store(hn::Add(hn::ConcatEven(d, ce, ab), hn::ConcatOdd(d, ce, ab)), d, into);
}
#endif

}  // namespace reprise::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
