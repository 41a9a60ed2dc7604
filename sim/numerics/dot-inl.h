// The inner product of dot.h, for Highway code that computes many of them. This file is included
// once per target, as Highway's -inl.h files are.
#if defined(REPRISE_DOT_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef REPRISE_DOT_INL_H
#undef REPRISE_DOT_INL_H
#else
#define REPRISE_DOT_INL_H
#endif

#include "sim/numerics/interleaved_sum-inl.h"

HWY_BEFORE_NAMESPACE();
namespace reprise::HWY_NAMESPACE {

// Adds the next kRowFloats products to the partial sums.
HWY_INLINE void add_products(const float* a, const float* b, Vector* sums) {
  const Lanes lanes;
  for (std::size_t v = 0; v < kVectors; ++v) {
    const std::size_t at = v * kLanes;
    sums[v] = hn::Add(sums[v], hn::Mul(hn::Load(lanes, a + at), hn::Load(lanes, b + at)));
  }
}

// Computes the partial sums of dot(a, b, n).
HWY_INLINE void partial_sums(const float* a, const float* b, std::size_t n, Vector* sums) {
  const Lanes lanes;
  for (std::size_t v = 0; v < kVectors; ++v) sums[v] = hn::Zero(lanes);
  for (std::size_t i = 0; i < n; i += kRowFloats) add_products(a + i, b + i, sums);
}

/// Returns dot(a, b, n), to the bit.
HWY_INLINE float interleaved_dot(const float* a, const float* b, std::size_t n) {
  Vector sums[kVectors];
  partial_sums(a, b, n, sums);
  return reduce_sums(sums);
}

/// The number of inner products that are reduced together.
inline constexpr std::size_t kDots = 4;

/// Sets dots[i] = dot(a[i], b[i], n), to the bit, for i below kDots.
HWY_INLINE void interleaved_dots(const float* const* a, const float* const* b, std::size_t n,
                                 float* dots) {
  Vector sums[kDots][kVectors];
  if constexpr (kDots * kVectors <= 8) {
    // There are registers for the sums of all kDots products, so the products are computed side by
    // side.
    const Lanes lanes;
    for (auto& of_one : sums) {
      for (Vector& sum : of_one) sum = hn::Zero(lanes);
    }
    for (std::size_t i = 0; i < n; i += kRowFloats) {
      for (std::size_t k = 0; k < kDots; ++k) add_products(a[k] + i, b[k] + i, sums[k]);
    }
  } else {
    for (std::size_t k = 0; k < kDots; ++k) partial_sums(a[k], b[k], n, sums[k]);
  }
  reduce_four_sums(sums, dots);
}

}  // namespace reprise::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
