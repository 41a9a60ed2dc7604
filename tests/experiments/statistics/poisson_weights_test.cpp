#include "experiments/statistics/poisson_weights.h"

#include <algorithm>
#include <array>
#include <vector>

#include <boost/math/distributions/poisson.hpp>
#include <gtest/gtest.h>

#include "tests/chi_square.h"

namespace reprise {
namespace {

std::vector<std::uint8_t> weights_of(StreamKey key, std::uint64_t replicate, std::size_t users) {
  std::vector<std::uint8_t> weights(users);
  poisson_weights(key, replicate, weights);
  return weights;
}

TEST(PoissonWeights, ArePoisson) {
  constexpr std::size_t kCells = 7;  // the last cell is for 6 and more
  const boost::math::poisson one(1);
  std::array<double, kCells> chances{};
  for (std::size_t k = 0; k + 1 < kCells; ++k) chances[k] = pdf(one, static_cast<double>(k));
  chances.back() = cdf(complement(one, static_cast<double>(kCells - 2)));
  std::array<std::uint64_t, kCells> counts{};
  std::uint8_t largest = 0;
  for (std::uint64_t replicate = 0; replicate < 1000; ++replicate) {
    for (const std::uint8_t weight : weights_of(stream_key(1, "test"), replicate, 1000)) {
      ++counts[std::min<std::size_t>(weight, kCells - 1)];
      largest = std::max(largest, weight);
    }
  }
  EXPECT_LT(chi_square(counts, chances), chi_square_limit(kCells));
  // Of a million draws about ten are more than 7, and none is more than 12.
  EXPECT_GE(largest, 8);
  EXPECT_LE(largest, 12);
}

TEST(PoissonWeights, BelongToTheUserAndTheReplicate) {
  const StreamKey key = stream_key(2, "test");
  const std::vector<std::uint8_t> many = weights_of(key, 3, 1000);
  for (const std::size_t users : {1u, 2u, 7u, 999u}) {
    const std::vector<std::uint8_t> few = weights_of(key, 3, users);
    EXPECT_TRUE(std::equal(few.begin(), few.end(), many.begin()));
  }
  EXPECT_NE(weights_of(key, 4, 1000), many);
  EXPECT_NE(weights_of(stream_key(2, "other"), 3, 1000), many);
}

}  // namespace
}  // namespace reprise
