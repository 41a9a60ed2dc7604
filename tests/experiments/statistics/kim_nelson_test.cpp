#include "experiments/statistics/kim_nelson.h"

#include <numeric>

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>

#include "tests/experiments/statistics/acceptance_region.h"
#include "tests/experiments/statistics/vectors.h"

namespace reprise {
namespace {

TEST(KimNelson, MatchesTheVectors) {
  for_each_case("kn_procedure", [](const auto& input, const auto& expect) {
    const std::uint64_t first_users = input.at("n0");
    const double h2 = kim_nelson_h2(input.at("k"), first_users, input.at("alpha"));
    EXPECT_THAT(h2, IsClose(double{expect.at("h2")}, kClosedForm));
    EXPECT_THAT(h2 / (2 * static_cast<double>(first_users - 1)),
                IsClose(double{expect.at("eta")}, kClosedForm));
    const double variance = input.at("S2_il");
    EXPECT_THAT(kim_nelson_slack(h2, variance, input.at("delta"), input.at("r")),
                IsClose(double{expect.at("W_il")}, kClosedForm));
    EXPECT_EQ(kim_nelson_horizon(h2, variance, input.at("delta")), expect.at("N_il"));
  });
}

TEST(KimNelson, SlackIsUsedUpAtTheHorizon) {
  const double h2 = kim_nelson_h2(5, 10, 0.05);
  const std::uint64_t horizon = kim_nelson_horizon(h2, 4, 0.5);
  EXPECT_GT(kim_nelson_slack(h2, 4, 0.5, horizon), 0);
  EXPECT_EQ(kim_nelson_slack(h2, 4, 0.5, horizon + 1), 0);
  EXPECT_EQ(kim_nelson_slack(h2, 0, 0.5, 1), 0);
}

TEST(KimNelson, TheBestIsNeverDropped) {
  const std::vector<std::size_t> alive = {3, 1, 0};
  const std::vector<double> means = {5, 9, 100, 8.9};
  const auto variance = [](std::size_t, std::size_t) { return 4.0; };
  const double h2 = kim_nelson_h2(4, 20, 0.05);
  EXPECT_EQ(kim_nelson_survivors(alive, means, variance, h2, 0.1, 100),
            (std::vector<std::size_t>{3, 1}));
  EXPECT_EQ(kim_nelson_survivors(alive, means, variance, h2, 0.1, 1000000),
            (std::vector<std::size_t>{1}));
}

// The best of five treatments is ahead by exactly the indifference. That is the hardest case that
// the procedure promises to solve. There are two thousand selections at 90 %.
TEST(KimNelson, FindsTheBestAsOftenAsPromised) {
  constexpr std::size_t kTreatments = 5;
  constexpr std::uint64_t kFirstUsers = 20;
  constexpr double kIndifference = 0.5;
  constexpr std::uint64_t kRuns = 2000;
  boost::random::mt19937_64 random(6);
  boost::random::normal_distribution<double> normal;
  const double h2 = kim_nelson_h2(kTreatments, kFirstUsers, 0.1);
  std::uint64_t found = 0;
  for (std::uint64_t run = 0; run < kRuns; ++run) {
    // Treatments play the same users, so the values of a user are correlated.
    std::vector<std::vector<double>> played(kTreatments);
    std::vector<double> sums(kTreatments, 0.0);
    const auto play = [&] {
      const double user = normal(random);
      for (std::size_t i = 0; i < kTreatments; ++i) {
        const double value = user + normal(random) + (i == 2 ? kIndifference : 0);
        if (played[i].size() < kFirstUsers) played[i].push_back(value);
        sums[i] += value;
      }
    };
    for (std::uint64_t user = 0; user < kFirstUsers; ++user) play();
    // The variances of the differences come from the first users alone.
    std::vector<double> variances(kTreatments * kTreatments);
    for (std::size_t i = 0; i < kTreatments; ++i) {
      for (std::size_t l = 0; l < kTreatments; ++l) {
        variances[i * kTreatments + l] = paired_moments(played[i], played[l]).difference.variance;
      }
    }
    const auto variance = [&](std::size_t i, std::size_t l) {
      return variances[i * kTreatments + l];
    };
    // Play on until one treatment survives.
    std::vector<std::size_t> alive(kTreatments);
    std::iota(alive.begin(), alive.end(), std::size_t{0});
    for (std::uint64_t users = kFirstUsers; alive.size() > 1; ++users) {
      if (users > kFirstUsers) play();
      std::vector<double> means = sums;
      for (double& value : means) value /= static_cast<double>(users);
      alive = kim_nelson_survivors(alive, means, variance, h2, kIndifference, users);
    }
    ASSERT_EQ(alive.size(), 1u);
    found += alive[0] == 2;
  }
  EXPECT_GE(found, acceptance_region(kRuns, 0.9).min_hits);
}

}  // namespace
}  // namespace reprise
