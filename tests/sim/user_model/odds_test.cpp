#include "sim/user_model/odds.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

namespace reprise {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(WithOdds, MultipliesTheOdds) {
  EXPECT_DOUBLE_EQ(with_odds(0.5, 3), 0.75);
  EXPECT_DOUBLE_EQ(with_odds(0.75, 1.0 / 3), 0.5);
  EXPECT_EQ(with_odds(0.3, 1), 0.3);
}

TEST(WithOdds, ApproachesItsEnds) {
  for (const double share : {0.0, 1e-300, 0.5, std::nextafter(1.0, 0.0), 1.0}) {
    for (const double odds : {0.0, 1e-300, 1e300, kInfinity}) {
      const double result = with_odds(share, odds);
      EXPECT_GE(result, 0) << share << " " << odds;
      EXPECT_LE(result, 1) << share << " " << odds;
    }
  }
  EXPECT_EQ(with_odds(0, kInfinity), 0);
  EXPECT_EQ(with_odds(1, 0), 1);
  EXPECT_EQ(with_odds(0.5, kInfinity), 1);
  EXPECT_EQ(with_odds(0.5, 0), 0);
}

}  // namespace
}  // namespace reprise
