#include "sim/dot.h"

// Highway compiles this file once per instruction set and picks one at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/dot.cpp"
#include <hwy/foreach_target.h>
// After foreach_target.h, as Highway asks.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace reprise::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

// Sums 16 partial sums held in 16 / Lanes vectors, in the order dot.h defines.
#if HWY_TARGET == HWY_SCALAR
float dot_of_target(const float* a, const float* b, std::size_t n) { return dot_plain(a, b, n); }
#else

// Four lanes left: 0+2 and 1+3, then their sum.
HWY_INLINE float reduce(hn::Vec<hn::Full128<float> > sums) {
  alignas(16) float lanes[4];
  hn::Store(sums, hn::Full128<float>(), lanes);
  return (lanes[0] + lanes[2]) + (lanes[1] + lanes[3]);
}

#if HWY_MAX_BYTES >= 32
HWY_INLINE float reduce(hn::Vec<hn::Full256<float> > sums) {
  const hn::Full128<float> half;
  return reduce(hn::Add(hn::LowerHalf(half, sums), hn::UpperHalf(half, sums)));
}
#endif

#if HWY_MAX_BYTES >= 64
HWY_INLINE float reduce(hn::Vec<hn::Full512<float> > sums) {
  const hn::Full256<float> half;
  return reduce(hn::Add(hn::LowerHalf(half, sums), hn::UpperHalf(half, sums)));
}
#endif

float dot_of_target(const float* a, const float* b, std::size_t n) {
  const hn::CappedTag<float, kRowFloats> lanes;
  constexpr std::size_t kLanes = hn::MaxLanes(hn::CappedTag<float, kRowFloats>());
  static_assert(kLanes == 4 || kLanes == 8 || kLanes == 16, "teach dot.cpp this vector width");
  const auto product = [&](std::size_t i) {
    return hn::Mul(hn::Load(lanes, a + i), hn::Load(lanes, b + i));
  };
  if constexpr (kLanes == 16) {
    auto sums = hn::Zero(lanes);
    for (std::size_t i = 0; i < n; i += 16) sums = hn::Add(sums, product(i));
    return reduce(sums);
  } else if constexpr (kLanes == 8) {
    auto low = hn::Zero(lanes);
    auto high = hn::Zero(lanes);
    for (std::size_t i = 0; i < n; i += 16) {
      low = hn::Add(low, product(i));
      high = hn::Add(high, product(i + 8));
    }
    return reduce(hn::Add(low, high));
  } else {
    auto sums0 = hn::Zero(lanes);
    auto sums1 = hn::Zero(lanes);
    auto sums2 = hn::Zero(lanes);
    auto sums3 = hn::Zero(lanes);
    for (std::size_t i = 0; i < n; i += 16) {
      sums0 = hn::Add(sums0, product(i));
      sums1 = hn::Add(sums1, product(i + 4));
      sums2 = hn::Add(sums2, product(i + 8));
      sums3 = hn::Add(sums3, product(i + 12));
    }
    return reduce(hn::Add(hn::Add(sums0, sums2), hn::Add(sums1, sums3)));
  }
}
#endif

}  // namespace reprise::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace reprise {

HWY_EXPORT(dot_of_target);

float dot(const float* a, const float* b, std::size_t n) {
  return HWY_DYNAMIC_DISPATCH(dot_of_target)(a, b, n);
}

float dot_plain(const float* a, const float* b, std::size_t n) {
  float sums[kRowFloats] = {};
  for (std::size_t i = 0; i < n; i += kRowFloats) {
    for (std::size_t lane = 0; lane < kRowFloats; ++lane) {
      const float product = a[i + lane] * b[i + lane];
      sums[lane] += product;
    }
  }
  for (std::size_t half = kRowFloats / 2; half > 0; half /= 2) {
    for (std::size_t lane = 0; lane < half; ++lane) sums[lane] += sums[lane + half];
  }
  return sums[0];
}

}  // namespace reprise
#endif
