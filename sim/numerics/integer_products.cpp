#include "sim/numerics/integer_products.h"

#include <cstring>
#include <vector>

#include <hwy/base.h>

// Highway 1.0 has no products of bytes, so these functions are written with the compiler's
// intrinsics. What stands between HWY_PUSH_ATTRIBUTES and HWY_POP_ATTRIBUTES is compiled for the
// instruction set that is named there.
#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace reprise {
namespace {

void plain_products(const std::uint8_t* tiles, std::size_t n_tiles, const std::int8_t* queries,
                    std::size_t n_queries, std::size_t n_groups, const std::int32_t* starts,
                    std::int32_t* products) {
  for (std::size_t tile = 0; tile < n_tiles; ++tile) {
    const std::uint8_t* rows = tiles + tile * n_groups * kTileGroup;
    for (std::size_t q = 0; q < n_queries; ++q) {
      std::int32_t* sums = products + (q * n_tiles + tile) * kTileRows;
      for (std::size_t r = 0; r < kTileRows; ++r) sums[r] = starts[q];
      for (std::size_t g = 0; g < n_groups; ++g) {
        const std::int8_t* query = queries + (q * n_groups + g) * kGroup;
        const std::uint8_t* group = rows + g * kTileGroup;
        for (std::size_t r = 0; r < kTileRows; ++r) {
          std::int32_t sum = 0;
          for (std::size_t k = 0; k < kGroup; ++k) sum += group[r * kGroup + k] * query[k];
          sums[r] += sum;
        }
      }
    }
  }
}

}  // namespace

#if defined(__x86_64__)

HWY_PUSH_ATTRIBUTES("avx512f,avx512bw,avx512vnni")
namespace products_vnni {
using Vector = __m512i;
constexpr std::size_t kTilesAtOnce = 2;
constexpr std::size_t kQueriesAtOnce = 8;
HWY_INLINE Vector broadcast(std::int32_t value) { return _mm512_set1_epi32(value); }
HWY_INLINE Vector add(Vector sums, Vector rows, Vector query) {
  return _mm512_dpbusd_epi32(sums, rows, query);
}
#include "sim/numerics/integer_products-inl.h"
}  // namespace products_vnni
HWY_POP_ATTRIBUTES

HWY_PUSH_ATTRIBUTES("avx512f,avx512bw")
namespace products_avx512 {
using Vector = __m512i;
constexpr std::size_t kTilesAtOnce = 2;
constexpr std::size_t kQueriesAtOnce = 8;
HWY_INLINE Vector broadcast(std::int32_t value) { return _mm512_set1_epi32(value); }
HWY_INLINE Vector add(Vector sums, Vector rows, Vector query) {
  const Vector pairs = _mm512_maddubs_epi16(rows, query);
  return _mm512_add_epi32(sums, _mm512_madd_epi16(pairs, _mm512_set1_epi16(1)));
}
#include "sim/numerics/integer_products-inl.h"
}  // namespace products_avx512
HWY_POP_ATTRIBUTES

HWY_PUSH_ATTRIBUTES("avx2")
namespace products_avx2 {
using Vector = __m256i;
constexpr std::size_t kTilesAtOnce = 1;
constexpr std::size_t kQueriesAtOnce = 4;
HWY_INLINE Vector broadcast(std::int32_t value) { return _mm256_set1_epi32(value); }
HWY_INLINE Vector add(Vector sums, Vector rows, Vector query) {
  const Vector pairs = _mm256_maddubs_epi16(rows, query);
  return _mm256_add_epi32(sums, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
}
#include "sim/numerics/integer_products-inl.h"
}  // namespace products_avx2
HWY_POP_ATTRIBUTES

#endif

namespace {

std::vector<IntegerProductsTarget> runnable() {
  std::vector<IntegerProductsTarget> targets;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512bw")) {
    if (__builtin_cpu_supports("avx512vnni")) {
      targets.push_back({"avx512vnni", kMostOfQuery, products_vnni::products_of_target});
    }
    targets.push_back({"avx512bw", kMostOfPair, products_avx512::products_of_target});
  }
  if (__builtin_cpu_supports("avx2")) {
    targets.push_back({"avx2", kMostOfPair, products_avx2::products_of_target});
  }
#endif
  targets.push_back({"plain", kMostOfQuery, plain_products});
  return targets;
}

}  // namespace

std::span<const IntegerProductsTarget> integer_products_targets() {
  static const std::vector<IntegerProductsTarget> targets = runnable();
  return targets;
}

int most_of_query() { return integer_products_targets().front().most_of_query; }

void integer_products(const std::uint8_t* tiles, std::size_t n_tiles, const std::int8_t* queries,
                      std::size_t n_queries, std::size_t n_groups, const std::int32_t* starts,
                      std::int32_t* products) {
  integer_products_targets().front().products(tiles, n_tiles, queries, n_queries, n_groups, starts,
                                              products);
}

}  // namespace reprise
