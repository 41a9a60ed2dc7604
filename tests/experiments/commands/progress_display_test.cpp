// Tests how progress is told in words.
#include "experiments/commands/progress_display.h"

#include <gmock/gmock.h>

namespace reprise {
namespace {

TEST(RateText, NeverSaysThatWorkStandsStill) {
  EXPECT_EQ(rate_text(1.2e6), "1.2 M/s");
  EXPECT_EQ(rate_text(45'000), "45 k/s");
  EXPECT_EQ(rate_text(310), "310 /s");
  EXPECT_EQ(rate_text(2.5), "2.5 /s");
  EXPECT_EQ(rate_text(0.4), "24.0 /min");
  EXPECT_EQ(rate_text(0.004), "0.2 /min");
  EXPECT_EQ(rate_text(0), "0 /s");
}

}  // namespace
}  // namespace reprise
