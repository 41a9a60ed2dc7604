// The inner product of dot.h for Highway code that computes many of them. Included once per target,
// as Highway's -inl.h files are.
#if defined(REPRISE_DOT_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef REPRISE_DOT_INL_H
#undef REPRISE_DOT_INL_H
#else
#define REPRISE_DOT_INL_H
#endif

#include "sim/interleaved_sum-inl.h"

HWY_BEFORE_NAMESPACE();
namespace reprise::HWY_NAMESPACE {

/// dot(a, b, n), to the bit.
HWY_INLINE float interleaved_dot(const float* a, const float* b, std::size_t n) {
  const Lanes lanes;
  Vector sums[kVectors];
  for (Vector& sum : sums) sum = hn::Zero(lanes);
  for (std::size_t i = 0; i < n; i += kRowFloats) {
    for (std::size_t v = 0; v < kVectors; ++v) {
      const std::size_t at = i + v * kLanes;
      sums[v] = hn::Add(sums[v], hn::Mul(hn::Load(lanes, a + at), hn::Load(lanes, b + at)));
    }
  }
  return reduce_sums(sums);
}

}  // namespace reprise::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
