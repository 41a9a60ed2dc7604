#include "experiments/statistics/group_jackknife.h"

#include <array>
#include <cmath>
#include <vector>

#include <gmock/gmock.h>

namespace reprise {
namespace {

using Sums = std::vector<std::int64_t>;

TEST(GroupJackknife, OfTwoGroupsIsWhatOneWorksOutByHand) {
  // The share is 3 of 4 without the first group and 1 of 4 without the second. The squared standard
  // error is (1/2) (1/16 + 1/16).
  const GroupedShare found = jackknife_share(Sums{1, 3}, Sums{4, 4});
  EXPECT_EQ(found.share, 0.5);
  EXPECT_DOUBLE_EQ(found.standard_error, 0.25);
  EXPECT_EQ(found.degrees_of_freedom, 1);
}

// If all wholes are equal, the jackknife is exactly the textbook's s / sqrt(G).
TEST(GroupJackknife, OfEqualGroupsIsTheErrorOfAMean) {
  const Sums parts{3, 17, 8, 8, 0, 20, 11};
  const Sums wholes(parts.size(), 20);
  double sum = 0;
  double squares = 0;
  for (const std::int64_t part : parts) {
    const double share = static_cast<double>(part) / 20;
    sum += share;
    squares += share * share;
  }
  const auto n = static_cast<double>(parts.size());
  const double variance = (squares - sum * sum / n) / (n - 1);
  const GroupedShare found = jackknife_share(parts, wholes);
  EXPECT_NEAR(found.share, sum / n, 1e-15);
  EXPECT_NEAR(found.standard_error, std::sqrt(variance / n), 1e-15);
  EXPECT_EQ(found.degrees_of_freedom, n - 1);
}

TEST(GroupJackknife, GroupsWithoutAnyDoNotCount) {
  const GroupedShare some = jackknife_share(Sums{1, 3, 2}, Sums{4, 5, 9});
  const GroupedShare with_none = jackknife_share(Sums{0, 1, 3, 0, 2, 0}, Sums{0, 4, 5, 0, 9, 0});
  EXPECT_EQ(with_none.share, some.share);
  EXPECT_EQ(with_none.standard_error, some.standard_error);
  EXPECT_EQ(with_none.degrees_of_freedom, 2);
}

TEST(GroupJackknife, OfOneGroupOrNoneKnowsNoError) {
  const GroupedShare one = jackknife_share(Sums{0, 3}, Sums{0, 4});
  EXPECT_EQ(one.share, 0.75);
  EXPECT_EQ(one.degrees_of_freedom, 0);
  EXPECT_TRUE(std::isnan(share_interval(one, 2).lower));
  const GroupedShare none = jackknife_share(Sums{0, 0}, Sums{0, 0});
  EXPECT_TRUE(std::isnan(none.share));
  EXPECT_TRUE(std::isnan(share_interval(none, 2).upper));
}

TEST(GroupJackknife, SameUnitsOrNot) {
  const GroupedShare found = jackknife_share(Sums{1, 3, 2}, Sums{4, 5, 9});
  const GroupedShare hundredths = jackknife_share(Sums{100, 300, 200}, Sums{400, 500, 900});
  EXPECT_DOUBLE_EQ(hundredths.share, found.share);
  EXPECT_DOUBLE_EQ(hundredths.standard_error, found.standard_error);
}

TEST(ShareInterval, IsThatOfTheComplementTurnedRound) {
  const Sums wholes{40, 50, 45, 60};
  const Sums parts{4, 9, 2, 10};
  Sums others;
  for (std::size_t i = 0; i < wholes.size(); ++i) others.push_back(wholes[i] - parts[i]);
  const ShareInterval interval = share_interval(jackknife_share(parts, wholes), 3.2);
  const ShareInterval other = share_interval(jackknife_share(others, wholes), 3.2);
  EXPECT_NEAR(interval.lower, 1 - other.upper, 1e-15);
  EXPECT_NEAR(interval.upper, 1 - other.lower, 1e-15);
}

TEST(ShareInterval, HoldsItsShareAndStaysBetweenNothingAndAll) {
  for (const double share : {1e-9, 0.01, 0.5, 0.999}) {
    for (const double error : {0.0, 1e-4, 0.3}) {
      const ShareInterval interval = share_interval({share, error, 31}, 2);
      EXPECT_GE(interval.lower, 0);
      EXPECT_LE(interval.lower, share * (1 + 1e-12));
      EXPECT_GE(interval.upper, share * (1 - 1e-12));
      EXPECT_LE(interval.upper, 1);
    }
  }
  // With small errors the interval is the usual one.
  const ShareInterval narrow = share_interval({0.3, 1e-6, 31}, 2);
  EXPECT_NEAR(narrow.lower, 0.3 - 2e-6, 1e-11);
  EXPECT_NEAR(narrow.upper, 0.3 + 2e-6, 1e-11);
}

TEST(ShareInterval, OfNobodyAndOfEverybodyIsNotKnown) {
  for (const double share : {0.0, 1.0}) {
    const ShareInterval interval = share_interval({share, 0, 31}, 2);
    EXPECT_TRUE(std::isnan(interval.lower) && std::isnan(interval.upper));
  }
}

}  // namespace
}  // namespace reprise
