#include "experiments/statistics/quantile_interval.h"

#include <numeric>

#include "tests/experiments/statistics/vectors.h"

namespace reprise {
namespace {

TEST(QuantileInterval, MatchesTheVectors) {
  for_each_case("quantile_order_stat_ci", [](const auto& input, const auto& expect) {
    const QuantileRanks found = quantile_ranks(input.at("n"), input.at("q"), input.at("alpha"));
    EXPECT_EQ(found.lower, expect.at("rank_lo_1based"));
    EXPECT_EQ(found.upper, expect.at("rank_hi_1based"));
    EXPECT_THAT(found.coverage, IsClose(double{expect.at("exact_coverage")}, kClosedForm));
  });
}

TEST(QuantileInterval, KeepsItsLevel) {
  for (const std::uint64_t n : {1u, 2u, 7u, 40u, 1000u, 200000u}) {
    for (const double q : {0.01, 0.5, 0.9}) {
      for (const double alpha : {0.01, 0.05, 0.5}) {
        const QuantileRanks found = quantile_ranks(n, q, alpha);
        EXPECT_GE(found.coverage, 1 - alpha);
        EXPECT_LT(found.lower, found.upper);
        EXPECT_LE(found.upper, n + 1);
      }
    }
  }
}

TEST(QuantileInterval, IsMadeOfOrderStatistics) {
  std::vector<double> values(100);
  std::iota(values.begin(), values.end(), 1.0);
  const QuantileInterval found = quantile_interval(values, 0.5, 0.05);
  EXPECT_EQ(found.lower, 40);
  EXPECT_EQ(found.upper, 61);
  EXPECT_EQ(found.estimate, 50.5);
}

TEST(QuantileInterval, OfTooFewUsersHasNoBounds) {
  const std::vector<double> values = {1, 2, 3};
  const QuantileInterval found = quantile_interval(values, 0.5, 0.05);
  EXPECT_TRUE(std::isinf(found.lower) && std::isinf(found.upper));
  EXPECT_EQ(found.estimate, 2);
}

}  // namespace
}  // namespace reprise
