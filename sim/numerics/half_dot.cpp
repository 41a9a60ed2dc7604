#include "sim/numerics/half_dot.h"

#include <algorithm>

#include "sim/numerics/dot.h"
#include "sim/support/check.h"

// Highway compiles this file once per instruction set and picks one at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "sim/numerics/half_dot.cpp"
#include <hwy/foreach_target.h>
// Highway asks that highway.h be included after foreach_target.h.
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace reprise::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, 16>;
using Halves = hn::Rebind<hwy::float16_t, Floats>;
inline constexpr std::size_t kLanes = hn::MaxLanes(Floats());
static_assert(kRowHalves % kLanes == 0, "teach half_dot.cpp this vector width");

HWY_INLINE hn::Vec<Floats> load_wide(const Half* from) {
  return hn::PromoteTo(Floats(), hn::Load(Halves(), reinterpret_cast<const hwy::float16_t*>(from)));
}

// Products are computed along the rows, and added across them: four of one coordinate are a vector.
inline constexpr std::size_t kFour = 4;
#if HWY_TARGET == HWY_SCALAR
struct Sums {
  float of[kFour];
  void clear() { std::fill_n(of, kFour, 0.0f); }
  void add(const float* products) {
    for (std::size_t i = 0; i < kFour; ++i) of[i] += products[i];
  }
  void store(float* to) const { std::copy_n(of, kFour, to); }
};
#else
struct Sums {
  hn::Vec<hn::Full128<float> > of;
  HWY_INLINE void clear() { of = hn::Zero(hn::Full128<float>()); }
  HWY_INLINE void add(const float* products) {
    of = hn::Add(of, hn::Load(hn::Full128<float>(), products));
  }
  HWY_INLINE void store(float* to) const { hn::Store(of, hn::Full128<float>(), to); }
};
#endif

// Computes `fours` x 4 sums of products. The chains of additions of all of them are in flight
// together, because each addition waits for the one before.
template <std::size_t fours>
HWY_INLINE void sum_products(const Half* const* a, const Half* const* b, std::size_t n,
                             float* results) {
  constexpr std::size_t kBlock = kRowHalves;
  alignas(64) float products[fours][kBlock * kFour];
  Sums sums[fours];
  for (std::size_t f = 0; f < fours; ++f) sums[f].clear();
  for (std::size_t begin = 0; begin < n; begin += kBlock) {
    for (std::size_t f = 0; f < fours; ++f) {
      const Half* const* rows = a + f * kFour;
      const Half* const* others = b + f * kFour;
      for (std::size_t i = 0; i < kBlock; i += kLanes) {
        const std::size_t at = begin + i;
        hn::StoreInterleaved4(hn::Mul(load_wide(rows[0] + at), load_wide(others[0] + at)),
                              hn::Mul(load_wide(rows[1] + at), load_wide(others[1] + at)),
                              hn::Mul(load_wide(rows[2] + at), load_wide(others[2] + at)),
                              hn::Mul(load_wide(rows[3] + at), load_wide(others[3] + at)), Floats(),
                              &products[f][i * kFour]);
      }
    }
    for (std::size_t i = 0; i < kBlock; ++i) {
      for (std::size_t f = 0; f < fours; ++f) sums[f].add(&products[f][i * kFour]);
    }
  }
  for (std::size_t f = 0; f < fours; ++f) sums[f].store(results + f * kFour);
}

void half_dots_of_target(const Half* const* a, const Half* const* b, std::size_t count,
                         std::size_t n, float* results) {
  // The last four products are filled up with the last one.
  const Half* rows[kMostHalfDots];
  const Half* others[kMostHalfDots];
  const std::size_t fours = (count + kFour - 1) / kFour;
  for (std::size_t i = 0; i < fours * kFour; ++i) {
    rows[i] = a[i < count ? i : count - 1];
    others[i] = b[i < count ? i : count - 1];
  }
  alignas(64) float sums[kMostHalfDots];
  switch (fours) {
    case 1:
      sum_products<1>(rows, others, n, sums);
      break;
    case 2:
      sum_products<2>(rows, others, n, sums);
      break;
    case 3:
      sum_products<3>(rows, others, n, sums);
      break;
    default:
      sum_products<4>(rows, others, n, sums);
  }
  for (std::size_t i = 0; i < count; ++i) results[i] = rounded_to_half(sums[i]);
}

void widen_of_target(const Half* halves, std::size_t n, float* floats) {
  for (std::size_t i = 0; i < n; i += kLanes) {
    hn::Store(load_wide(halves + i), Floats(), floats + i);
  }
}

}  // namespace reprise::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace reprise {

HWY_EXPORT(half_dots_of_target);
HWY_EXPORT(widen_of_target);

void half_dots(const Half* const* a, const Half* const* b, std::size_t count, std::size_t n,
               float* results) {
  REPRISE_CHECK(count <= kMostHalfDots && n % kRowHalves == 0, "{} products of {}", count, n);
  if (count == 0) return;
  HWY_DYNAMIC_DISPATCH(half_dots_of_target)(a, b, count, n, results);
}

void widen(const Half* halves, std::size_t n, float* floats) {
  HWY_DYNAMIC_DISPATCH(widen_of_target)(halves, n, floats);
}

float half_dot_plain(const Half* a, const Half* b, std::size_t n) {
  float sum = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const float product = value_of(a[i]) * value_of(b[i]);
    sum += product;
  }
  return rounded_to_half(sum);
}

}  // namespace reprise
#endif
