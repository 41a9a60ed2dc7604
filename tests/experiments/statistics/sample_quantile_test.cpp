#include "experiments/statistics/sample_quantile.h"

#include "tests/experiments/statistics/vectors.h"

namespace reprise {
namespace {

TEST(SampleQuantile, InterpolatesBetweenOrderStatistics) {
  const std::vector<double> values = {1, 2, 4, 8};
  EXPECT_EQ(sample_quantile(values, 0), 1);
  EXPECT_EQ(sample_quantile(values, 1), 8);
  EXPECT_EQ(sample_quantile(values, 0.5), 3);
  EXPECT_DOUBLE_EQ(sample_quantile(values, 0.9), 4 + 0.7 * 4);
  const std::vector<double> one = {5};
  EXPECT_EQ(sample_quantile(one, 0.3), 5);
}

TEST(SampleQuantileDeathTest, NeedsAValue) { EXPECT_DEATH(sample_quantile({}, 0.5), "0 values"); }

}  // namespace
}  // namespace reprise
