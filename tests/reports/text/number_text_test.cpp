#include "reports/text/number_text.h"

#include <limits>

#include <gtest/gtest.h>

namespace reprise {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(NumberText, AmountsHaveTheirUnit) {
  EXPECT_EQ(amount_text(0, "row"), "0 rows");
  EXPECT_EQ(amount_text(1, "row"), "1 row");
  EXPECT_EQ(amount_text(12'088, "row"), "12,088 rows");
}

TEST(NumberText, IsRoundedWithoutNegativeZero) {
  EXPECT_EQ(fixed_text(9.7636, 3), "9.764");
  EXPECT_EQ(fixed_text(-0.04, 1), "0.0");
  EXPECT_EQ(fixed_text(-0.0, 0), "0");
  EXPECT_EQ(fixed_text(-0.06, 1), "-0.1");
  EXPECT_EQ(fixed_text(kNaN, 1), "n/a");
  EXPECT_EQ(fixed_text(-kInfinity, 1), "n/a");
  EXPECT_EQ(fixed_text(1e300, 3), "1.0e+300");
}

TEST(NumberText, ShowsTheSignOfDifferences) {
  EXPECT_EQ(signed_text(50.27, 1), "+50.3");
  EXPECT_EQ(signed_text(-1.25, 1), "-1.2");
  EXPECT_EQ(signed_text(0, 1), "0.0");
  EXPECT_EQ(signed_text(0.01, 1), "0.0");
  EXPECT_EQ(signed_text(-0.01, 1), "0.0");
  EXPECT_EQ(signed_text(kInfinity, 1), "n/a");
  EXPECT_EQ(signed_text(2e9, 1), "+2.0e+09");
}

TEST(NumberText, GroupsCounts) {
  EXPECT_EQ(count_text(0), "0");
  EXPECT_EQ(count_text(999), "999");
  EXPECT_EQ(count_text(20000), "20,000");
  EXPECT_EQ(count_text(std::numeric_limits<std::uint64_t>::max()), "18,446,744,073,709,551,615");
}

TEST(NumberText, WritesShares) {
  EXPECT_EQ(share_text(0.4126, 0), "41%");
  EXPECT_EQ(share_text(-0.001, 0), "0%");
  EXPECT_EQ(share_text(kNaN, 0), "n/a");
}

TEST(NumberText, ExactTextReadsBack) {
  EXPECT_EQ(exact_text(0.1), "0.1");
  EXPECT_EQ(std::stod(exact_text(1.0 / 3)), 1.0 / 3);
  EXPECT_EQ(exact_text(kNaN), "");
}

TEST(NumberText, DecimalsFollowTheSizeOfMeans) {
  EXPECT_EQ(decimals_for_means({}), 4);
  EXPECT_EQ(decimals_for_means({0.3, -0.9}), 4);
  EXPECT_EQ(decimals_for_means({0.3, 195.2, kNaN}), 3);
  EXPECT_EQ(decimals_for_means({12345.6}), 1);
  EXPECT_EQ(decimals_for_means({-1e6}), 0);
}

TEST(NumberText, DecimalsFollowTheNarrowestInterval) {
  EXPECT_EQ(decimals_for_effects({50}, {9.1}), 1);
  EXPECT_EQ(decimals_for_effects({50}, {9.1, 0.4}), 2);
  EXPECT_EQ(decimals_for_effects({50}, {0.00001}), 2);
  EXPECT_EQ(decimals_for_effects({5}, {0.00001}), 3);
  EXPECT_EQ(decimals_for_effects({5000}, {0.4}), 1);
  EXPECT_EQ(decimals_for_effects({0}, {0}), 1);
  EXPECT_EQ(decimals_for_effects({kNaN}, {kNaN, kInfinity}), 1);
  EXPECT_EQ(decimals_for_effects({50}, {1e300}), 1);
}

}  // namespace
}  // namespace reprise
