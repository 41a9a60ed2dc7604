#include "reports/figures/length_axis.h"

#include <gmock/gmock.h>

#include "reports/figures/curve_chart.h"

namespace reprise {
namespace {

TEST(LengthAxis, HasAPlaceForEachOfFewNumbers) {
  const LengthAxis axis(0, 9, 100, 200);
  EXPECT_EQ(axis.bins().size(), 10u);
  EXPECT_EQ(axis.bins().back().last, 9u);
  EXPECT_EQ(axis.x(0), 100);
  EXPECT_EQ(axis.x(5), 150);
  EXPECT_EQ(axis.x(10), 200);
  EXPECT_EQ(axis.numbers().size(), 10u);
}

TEST(LengthAxis, DoublesWhereNumbersAreMany) {
  const LengthAxis axis(1, 1000, 0, 100);
  const std::vector<LengthBin> bins = axis.bins();
  ASSERT_EQ(bins.size(), 10u);
  EXPECT_EQ(bins[0].last, 1u);
  EXPECT_EQ(bins[3].first, 8u);
  EXPECT_EQ(bins[3].last, 15u);
  EXPECT_EQ(axis.most(), 1023u);
  EXPECT_NEAR(axis.x(8), 30, 1e-9) << "doublings are equally wide";
  EXPECT_NEAR(axis.x(1024), 100, 1e-9);
  EXPECT_LT(axis.numbers().size(), 60u) << "no more than pixels";
  EXPECT_NEAR(LengthAxis(0, 1000, 0, 110).x(1), 10, 1e-9) << "0 has a place of its own";
}

TEST(ShareScale, ShowsTheSharesThatThereAre) {
  const std::vector<double> times{0.62, 0.75};
  EXPECT_EQ(ShareScale(0, 100).y(0.25), 75);
  EXPECT_NEAR(ShareScale(0, 100, {&times}).y(0.7), 50, 1e-9) << "from 60% to 80%";
  const std::vector<double> one{1};
  EXPECT_NEAR(ShareScale(0, 100, {&one}).y(1), 0, 1e-9);
  const std::vector<double> none{0};
  EXPECT_NEAR(ShareScale(0, 100, {&none}).y(0), 100, 1e-9);
  EXPECT_EQ(ShareScale(0, 100, {}).y(1), 0);
}

}  // namespace
}  // namespace reprise
