#include "experiments/statistics/rank_correlation.h"

#include <cmath>
#include <vector>

#include <gmock/gmock.h>

namespace reprise {
namespace {

TEST(RankCorrelation, IsSpearmans) {
  EXPECT_EQ(rank_correlation(std::vector{1.0, 2.0, 3.0}, std::vector{10.0, 20.0, 99.0}), 1.0);
  EXPECT_EQ(rank_correlation(std::vector{1.0, 2.0, 3.0}, std::vector{3.0, 2.0, -7.0}), -1.0);
  // Equal values share their rank: ranks 0.5, 0.5, 2 against 0, 1, 2.
  EXPECT_NEAR(*rank_correlation(std::vector{4.0, 4.0, 5.0}, std::vector{1.0, 2.0, 3.0}),
              1.5 / std::sqrt(1.5 * 2), 1e-12);
  EXPECT_EQ(rank_correlation(std::vector{1.0, 2.0}, std::vector{1.0, 2.0}), std::nullopt);
  EXPECT_EQ(rank_correlation(std::vector{1.0, 1.0, 1.0}, std::vector{1.0, 2.0, 3.0}), std::nullopt);
}

}  // namespace
}  // namespace reprise
