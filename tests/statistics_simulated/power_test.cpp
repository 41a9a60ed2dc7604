// Tests plans on simulated experiments: the share of experiments in which an effect is found must
// be the planned power.
#include "experiments/statistics/power.h"

#include <cmath>

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "experiments/statistics/paired.h"
#include "experiments/statistics/welch.h"
#include "tests/experiments/statistics/acceptance_region.h"

namespace reprise {
namespace {

constexpr std::uint64_t kRuns = 20000;
constexpr double kAlpha = 0.05;

class Normal {
 public:
  explicit Normal(std::uint64_t seed) : random_(seed) {}

  const std::vector<double>& draw(std::size_t users, double mean, double deviation) {
    values_.resize(users);
    for (double& value : values_) value = mean + deviation * normal_(random_);
    return values_;
  }

 private:
  boost::random::mt19937_64 random_;
  boost::random::normal_distribution<double> normal_;
  std::vector<double> values_;
};

// Twelve users are few, so a normal approximation would be wrong. The noncentral t is exact here.
TEST(PowerSimulated, OfFewPairsIsThatOfTheNoncentralT) {
  constexpr std::size_t kUsers = 12;
  for (const double effect : {0.0, 0.5, 1.0}) {
    Normal normal(51);
    std::uint64_t found = 0;
    for (std::uint64_t run = 0; run < kRuns; ++run) {
      const PairedMoments users{.first = {},
                                .second = {},
                                .difference = moments(normal.draw(kUsers, effect, 1)),
                                .covariance = 0};
      found += paired_comparison(users, kAlpha).difference.excludes_zero();
    }
    const double se = 1 / std::sqrt(static_cast<double>(kUsers));
    const double foretold = rejection_probability_of_t(effect, se, kUsers - 1, kAlpha);
    EXPECT_TRUE(acceptance_region(kRuns, foretold).contains(found))
        << effect << ": " << found << " of " << foretold * kRuns;
    // The test is sharp enough to show that the normal approximation is wrong.
    if (effect > 0) {
      const double roughly = rejection_probability(effect, se, kAlpha);
      EXPECT_FALSE(acceptance_region(kRuns, roughly).contains(found)) << effect;
    }
  }
}

// The smallest detectable effect is found in its own direction as often as was asked for.
TEST(PowerSimulated, OfTheSmallestDetectableEffectIsThatAskedFor) {
  constexpr std::size_t kControls = 400;
  constexpr std::size_t kTreated = 800;
  constexpr std::uint64_t kFewerRuns = 5000;
  const double se = std::sqrt(1.0 / kControls + 4.0 / kTreated);
  for (const double power : {0.1, 0.5, 0.8, 0.95}) {
    const double effect = detectable_effect(se, kAlpha, power);
    Normal normal(52);
    std::uint64_t found = 0;
    for (std::uint64_t run = 0; run < kFewerRuns; ++run) {
      const Moments control = moments(normal.draw(kControls, 10, 1));
      const Moments treatment = moments(normal.draw(kTreated, 10 + effect, 2));
      found += welch(control, treatment, kAlpha).lower > 0;
    }
    EXPECT_TRUE(acceptance_region(kFewerRuns, power).contains(found)) << power << ": " << found;
    EXPECT_TRUE(acceptance_region(kFewerRuns, power_of(effect, se, kAlpha)).contains(found));
  }
}

TEST(PowerSimulated, OfTheUsersNeededIsThatAskedFor) {
  constexpr std::uint64_t kFewerRuns = 5000;
  constexpr double kEffect = 0.25;
  const double users = std::ceil(paired_users_needed(4, kEffect, kAlpha, 0.8));
  Normal normal(53);
  std::uint64_t found = 0;
  for (std::uint64_t run = 0; run < kFewerRuns; ++run) {
    const PairedMoments pairs{
        .first = {},
        .second = {},
        .difference = moments(normal.draw(static_cast<std::size_t>(users), kEffect, 2)),
        .covariance = 0};
    found += paired_comparison(pairs, kAlpha).difference.lower > 0;
  }
  EXPECT_TRUE(acceptance_region(kFewerRuns, 0.8).contains(found)) << found;
}

// A lift's interval widens with the lift, and planning uses its width at the planned lift. An
// effect is often found by a smaller estimate, whose interval is narrower. While lifts are small
// this makes no difference; for large lifts the power is more than was asked for.
TEST(PowerSimulated, OfTheSmallestDetectableLiftIsAtLeastThatAskedFor) {
  constexpr std::uint64_t kFewerRuns = 5000;
  constexpr double kMean = 10;
  constexpr double kVariance = 64;
  for (const std::uint64_t users : {std::uint64_t{400}, std::uint64_t{40000}}) {
    const Moments pilot{.n = users, .mean = kMean, .variance = kVariance};
    const MeanDifference means = split_difference(pilot, pilot);
    for (const double power : {0.5, 0.8}) {
      const double lift = detectable_lift(means, kAlpha, power).value();
      boost::random::mt19937_64 random(54);
      boost::random::normal_distribution<double> error(
          0, std::sqrt(kVariance / static_cast<double>(users)));
      std::uint64_t found = 0;
      for (std::uint64_t run = 0; run < kFewerRuns; ++run) {
        Moments control = pilot;
        Moments treatment = pilot;
        control.mean += error(random);
        treatment.mean += lift * kMean + error(random);
        const double critical = welch(control, treatment, kAlpha).critical;
        found += delta_interval(split_difference(control, treatment), critical).lower > 0;
      }
      const AcceptanceRegion accepted = acceptance_region(kFewerRuns, power);
      EXPECT_GE(found, accepted.min_hits) << users << " " << power;
      if (users > 10000) {
        EXPECT_LE(found, accepted.max_hits) << users << " " << power;
      }
    }
  }
}

}  // namespace
}  // namespace reprise
