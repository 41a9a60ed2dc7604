#include "sim/numerics/dot.h"

// Highway compiles this file once per instruction set and picks one at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/numerics/dot.cpp"
#include <hwy/foreach_target.h>
// Highway asks that highway.h be included after foreach_target.h.
#include <hwy/highway.h>

#include "sim/numerics/dot-inl.h"

HWY_BEFORE_NAMESPACE();
namespace reprise::HWY_NAMESPACE {

float dot_of_target(const float* a, const float* b, std::size_t n) {
  return interleaved_dot(a, b, n);
}

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
