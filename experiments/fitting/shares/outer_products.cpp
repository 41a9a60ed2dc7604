#include "experiments/fitting/shares/outer_products.h"

// Highway compiles this file once per instruction set and picks one version at run time.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "experiments/fitting/shares/outer_products.cpp"
#include <hwy/foreach_target.h>
// Highway requires that these headers come after foreach_target.h.
#include <algorithm>

#include <hwy/highway.h>

#include "sim/numerics/interleaved_sum-inl.h"

HWY_BEFORE_NAMESPACE();
namespace reprise::HWY_NAMESPACE {

// Four rows of the matrix at a time, one vector of columns: each row of the data is then loaded
// once for four products.
void add_outer_products_of_target(float* HWY_RESTRICT sum, const float* HWY_RESTRICT rows,
                                  const float* HWY_RESTRICT weights, std::size_t n, std::size_t dim,
                                  std::size_t stride) {
  const Lanes lanes;
  constexpr std::size_t kTile = 4;
  for (std::size_t i = 0; i < dim; i += kTile) {
    for (std::size_t j = i / kLanes * kLanes; j < stride; j += kLanes) {
      Vector s0 = hn::Zero(lanes);
      Vector s1 = hn::Zero(lanes);
      Vector s2 = hn::Zero(lanes);
      Vector s3 = hn::Zero(lanes);
      for (std::size_t r = 0; r < n; ++r) {
        const float* HWY_RESTRICT row = rows + r * stride;
        const Vector x = hn::Mul(hn::Load(lanes, row + j), hn::Set(lanes, weights[r]));
        s0 = hn::Add(s0, hn::Mul(x, hn::Set(lanes, row[i])));
        s1 = hn::Add(s1, hn::Mul(x, hn::Set(lanes, row[i + 1])));
        s2 = hn::Add(s2, hn::Mul(x, hn::Set(lanes, row[i + 2])));
        s3 = hn::Add(s3, hn::Mul(x, hn::Set(lanes, row[i + 3])));
      }
      float* HWY_RESTRICT to = sum + i * stride + j;
      hn::Store(hn::Add(hn::Load(lanes, to), s0), lanes, to);
      hn::Store(hn::Add(hn::Load(lanes, to + stride), s1), lanes, to + stride);
      hn::Store(hn::Add(hn::Load(lanes, to + 2 * stride), s2), lanes, to + 2 * stride);
      hn::Store(hn::Add(hn::Load(lanes, to + 3 * stride), s3), lanes, to + 3 * stride);
    }
  }
}

}  // namespace reprise::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace reprise {

HWY_EXPORT(add_outer_products_of_target);

void add_outer_products(float* sum, const float* rows, const float* weights, std::size_t n,
                        std::size_t dim, std::size_t stride) {
  HWY_DYNAMIC_DISPATCH(add_outer_products_of_target)(sum, rows, weights, n, dim, stride);
}

}  // namespace reprise

#endif  // HWY_ONCE
