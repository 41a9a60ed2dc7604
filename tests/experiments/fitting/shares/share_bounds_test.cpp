// Tests that the log odds behind a rounded share lie in the interval that the share gives.
#include "experiments/fitting/shares/share_bounds.h"

#include <gmock/gmock.h>

#include "sim/sessions/listening.h"

namespace reprise {
namespace {

TEST(ShareBounds, HoldTheLogOddsThatGaveTheShare) {
  const ShareBounds bounds(0.8);
  for (std::uint8_t earlier = 0; earlier < 6; ++earlier) {
    for (double odds = -9; odds < 9; odds += 0.0137) {
      const Hundredths share = listening_time(odds, 0, 1, std::pow(0.8, earlier));
      const ShareBounds::Interval& interval = bounds.of(static_cast<std::uint8_t>(share), earlier);
      EXPECT_FALSE(interval.impossible);
      // Half a hundredth is in both of its neighbours.
      EXPECT_LE(interval.low, odds + 1e-9) << odds << " " << int{earlier};
      EXPECT_GE(interval.high, odds - 1e-9) << odds << " " << int{earlier};
    }
  }
}

TEST(ShareBounds, KnowWhichSharesADiscountForbids) {
  const ShareBounds bounds(0.8);
  EXPECT_FALSE(bounds.of(100, 0).impossible);
  EXPECT_FALSE(bounds.of(80, 1).impossible);
  EXPECT_TRUE(bounds.of(81, 1).impossible);
  EXPECT_TRUE(bounds.of(100, 1).impossible);
  EXPECT_TRUE(bounds.of(65, 2).impossible);
  for (std::uint8_t share = 0; share <= 100; ++share) {
    for (const std::uint8_t earlier :
         {std::uint8_t{0}, std::uint8_t{1}, std::uint8_t{2}, std::uint8_t{255}}) {
      EXPECT_LT(bounds.of(share, earlier).low, bounds.of(share, earlier).high);
    }
  }
}

}  // namespace
}  // namespace reprise
