#include "recommenders/largest_beta.h"

#include <array>
#include <numeric>

#include <boost/random/beta_distribution.hpp>
#include <boost/random/mersenne_twister.hpp>
#include <gtest/gtest.h>

namespace reprise {
namespace {

TEST(LargestBeta, OfUniformArmsEachHasTheSameChance) {
  for (const double chance : largest_beta(std::array<BetaArm, 4>{})) {
    EXPECT_NEAR(chance, 0.25, 1e-12);
  }
  EXPECT_EQ(largest_beta(std::array{BetaArm{7, 3, 1}}), std::vector{1.0});
}

// P(X > Y) for X ~ Beta(a, 1) is a / (a + b) against Beta(b, 1), whose distribution functions are
// powers.
TEST(LargestBeta, OfPowersIsTheirShare) {
  const auto chances =
      largest_beta(std::array{BetaArm{2, 1, 1}, BetaArm{1.3, 1, 1}, BetaArm{5.7, 1, 1}});
  EXPECT_NEAR(chances[0], 2 / 9.0, 1e-9);
  EXPECT_NEAR(chances[1], 1.3 / 9.0, 1e-9);
  EXPECT_NEAR(chances[2], 5.7 / 9.0, 1e-9);
}

TEST(LargestBeta, CopiesAreArmsOfTheirOwn) {
  const auto together = largest_beta(std::array{BetaArm{3, 4, 3}, BetaArm{4.5, 5, 1}});
  const auto apart = largest_beta(
      std::array{BetaArm{3, 4, 1}, BetaArm{3, 4, 1}, BetaArm{4.5, 5, 1}, BetaArm{3, 4, 1}});
  EXPECT_NEAR(together[0], apart[0] + apart[1] + apart[3], 1e-10);
  EXPECT_NEAR(together[1], apart[2], 1e-10);
}

// Arms of a million days differ by less than their means, and one is nearly sure.
TEST(LargestBeta, OfMuchExperience) {
  const auto chances = largest_beta(std::array{BetaArm{5.003e6, 4.997e6, 1}, BetaArm{5e6, 5e6, 1},
                                               BetaArm{1, 1, 1}, BetaArm{40, 45, 1}});
  EXPECT_NEAR(std::accumulate(chances.begin(), chances.end(), 0.0), 1, 1e-12);
  // Normal tails: (5.003e6 - 5e6) / 1e7 is 1.342 standard deviations of the difference.
  EXPECT_NEAR(chances[0] / (chances[0] + chances[1]), 0.9102, 0.0005);
  EXPECT_NEAR(chances[2], 0.499, 0.05);
}

TEST(LargestBeta, AgreesWithDraws) {
  const std::array arms = {BetaArm{1, 1.2, 1}, BetaArm{3.4, 2.1, 1}, BetaArm{20, 14, 1},
                           BetaArm{1.01, 30, 1}};
  const auto chances = largest_beta(arms);
  boost::random::mt19937 random(5);
  std::array<int, 4> best{};
  constexpr int kDraws = 200'000;
  for (int i = 0; i < kDraws; ++i) {
    std::array<double, 4> draw{};
    for (std::size_t arm = 0; arm < arms.size(); ++arm) {
      draw[arm] = boost::random::beta_distribution<double>(arms[arm].alpha, arms[arm].beta)(random);
    }
    ++best[static_cast<std::size_t>(std::max_element(draw.begin(), draw.end()) - draw.begin())];
  }
  for (std::size_t arm = 0; arm < arms.size(); ++arm) {
    EXPECT_NEAR(best[arm] / static_cast<double>(kDraws), chances[arm], 0.005) << arm;
  }
}

}  // namespace
}  // namespace reprise
