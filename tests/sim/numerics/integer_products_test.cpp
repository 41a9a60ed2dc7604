// Tests every implementation of integer_products that this processor can run against a plain sum.
#include "sim/numerics/integer_products.h"

#include <vector>

#include <gtest/gtest.h>

#include "sim/random/streams.h"

namespace reprise {
namespace {

struct Case {
  std::size_t n_tiles;
  std::size_t n_queries;
  std::size_t n_groups;
};

void expect_sums(const IntegerProductsTarget& target, const Case& size, bool extreme) {
  const std::size_t dim = size.n_groups * kGroup;
  Stream draws(stream_key(3, "integer_products_test"), dim);
  const auto track_coordinate = [&] { return extreme ? 255u : uniform_index(draws, 256); };
  const auto query_coordinate = [&] {
    const int most = target.most_of_query;
    if (extreme) return uniform_index(draws, 8) == 0 ? -most : most;
    return static_cast<int>(uniform_index(draws, 2 * static_cast<std::uint32_t>(most) + 1)) - most;
  };
  std::vector<std::uint8_t> tiles(size.n_tiles * kTileRows * dim);
  for (std::uint8_t& value : tiles) value = static_cast<std::uint8_t>(track_coordinate());
  std::vector<std::int8_t> queries(size.n_queries * dim);
  for (std::int8_t& value : queries) value = static_cast<std::int8_t>(query_coordinate());
  std::vector<std::int32_t> starts(size.n_queries);
  for (std::size_t q = 0; q < starts.size(); ++q) starts[q] = -1000 * static_cast<int>(q);
  const std::size_t rows = size.n_tiles * kTileRows;
  std::vector<std::int32_t> products(size.n_queries * rows + 1, 77);
  target.products(tiles.data(), size.n_tiles, queries.data(), size.n_queries, size.n_groups,
                  starts.data(), products.data());
  for (std::size_t q = 0; q < size.n_queries; ++q) {
    for (std::size_t r = 0; r < rows; ++r) {
      std::int32_t sum = starts[q];
      for (std::size_t i = 0; i < dim; ++i) {
        const std::size_t at = r / kTileRows * kTileRows * dim + i / kGroup * kTileGroup +
                               r % kTileRows * kGroup + i % kGroup;
        sum += tiles[at] * queries[q * dim + i];
      }
      ASSERT_EQ(products[q * rows + r], sum) << target.name << ", query " << q << ", row " << r;
    }
  }
  EXPECT_EQ(products.back(), 77) << "nothing is written behind the products";
}

TEST(IntegerProducts, AreExactOnEveryInstructionSet) {
  for (const IntegerProductsTarget& target : integer_products_targets()) {
    for (const Case& size : {Case{1, 8, 1}, Case{2, 8, 25}, Case{5, 24, 16}, Case{3, 16, 28}}) {
      expect_sums(target, size, false);
      expect_sums(target, size, true);
    }
  }
}

TEST(IntegerProducts, HaveAPlainImplementationEverywhere) {
  EXPECT_STREQ(integer_products_targets().back().name, "plain");
}

}  // namespace
}  // namespace reprise
