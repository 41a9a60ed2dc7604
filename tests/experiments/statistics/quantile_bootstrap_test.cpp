#include "experiments/statistics/quantile_bootstrap.h"

#include <tbb/global_control.h>

#include "experiments/statistics/poisson_weights.h"
#include "tests/experiments/statistics/user_distributions.h"
#include "tests/experiments/statistics/vectors.h"

namespace reprise {
namespace {

constexpr std::uint64_t kReplicates = 399;
constexpr std::uint64_t kSeed = 9;
constexpr BootstrapMethod kMethods[] = {BootstrapMethod::percentile, BootstrapMethod::bca};

// The first scale gives discrete lengths with many ties at the quantile, the second gives lengths
// of which hardly two are equal.
constexpr double kScales[] = {2.0, 1e6};

UserDistributions draw(std::uint64_t seed, double scale, std::size_t users = 120) {
  return distributions_of(draw_sessions(seed, users, scale));
}

QuantileComparison compare(const UserDistributions& control, const UserDistributions& treatment,
                           BootstrapMethod method, double alpha = 0.05) {
  return compare_quantiles(control, treatment, true, 0.5, method, kReplicates, kSeed, alpha);
}

bool excludes_zero(const BootstrapInterval& interval) {
  return interval.lower > 0 || interval.upper < 0;
}

UserDistributions changed(UserDistributions users, std::int64_t factor, std::int64_t more) {
  for (std::int64_t& value : users.values) value = value * factor + more;
  return users;
}

TEST(QuantileBootstrap, IsTheIntervalOfItsReplicates) {
  for (const double scale : kScales) {
    const UserDistributions control = draw(1, scale);
    const UserDistributions treatment = changed(draw(2, scale), 1, 1);
    const SessionQuantile first(control, 0.9);
    const SessionQuantile second(treatment, 0.9);
    // Make the replicates and the leave-one-out estimates by hand.
    std::vector<double> controls;
    std::vector<double> differences;
    std::vector<std::uint8_t> weights(first.users());
    for (std::uint64_t i = 0; i < kReplicates; ++i) {
      poisson_weights(stream_key(kSeed, "bootstrap"), i, weights);
      controls.push_back(first.weighted(weights).value());
      differences.push_back(second.weighted(weights).value() - controls.back());
    }
    std::vector<std::vector<double>> controls_without(1);
    std::vector<std::vector<double>> differences_without(1);
    for (std::size_t user = 0; user < first.users(); ++user) {
      controls_without[0].push_back(first.without(user).value());
      differences_without[0].push_back(second.without(user).value() - controls_without[0].back());
    }

    // Compare the intervals of one treatment.
    const QuantileEstimate figure =
        quantile_estimate(control, 0.9, BootstrapMethod::percentile, kReplicates, kSeed, 0.1);
    const BootstrapInterval of_control = percentile_interval(controls, 0.1);
    EXPECT_EQ(figure.estimate, first.of_all());
    EXPECT_EQ(figure.lower, of_control.lower);
    EXPECT_EQ(figure.upper, of_control.upper);
    const QuantileEstimate corrected =
        quantile_estimate(control, 0.9, BootstrapMethod::bca, kReplicates, kSeed, 0.1);
    const BootstrapInterval of_control_corrected =
        bca_interval(controls, figure.estimate, bca_acceleration(controls_without), 0.1);
    EXPECT_EQ(corrected.lower, of_control_corrected.lower);
    EXPECT_EQ(corrected.upper, of_control_corrected.upper);

    // Compare the intervals of the difference.
    for (const BootstrapMethod method : kMethods) {
      const QuantileComparison found =
          compare_quantiles(control, treatment, true, 0.9, method, kReplicates, kSeed, 0.1);
      EXPECT_EQ(found.control, first.of_all());
      EXPECT_EQ(found.treatment, second.of_all());
      const BootstrapInterval expected =
          method == BootstrapMethod::percentile
              ? percentile_interval(differences, 0.1)
              : bca_interval(differences, found.treatment - found.control,
                             bca_acceleration(differences_without), 0.1);
      EXPECT_EQ(found.difference.lower, expected.lower);
      EXPECT_EQ(found.difference.upper, expected.upper);
    }
  }
}

// p is the level at which the interval stops containing 0, also with ties. At every level that the
// replicates can resolve, 0 is outside exactly when p is at most the level.
TEST(QuantileBootstrap, ExcludesZeroExactlyWhenPIsAtMostAlpha) {
  const double least = 2.0 / (kReplicates + 1);
  int significant = 0;
  int insignificant = 0;
  for (std::uint64_t seed = 100; seed < 115; ++seed) {
    for (const double scale : kScales) {
      const auto step = static_cast<std::int64_t>(scale / 2);
      const UserDistributions control = draw(seed, scale);
      const UserDistributions treatment =
          changed(draw(seed + 1000, scale), 1, static_cast<std::int64_t>(seed % 5) * step);
      for (const BootstrapMethod method : kMethods) {
        const double p = compare(control, treatment, method).p;
        EXPECT_GE(p, least);
        EXPECT_LE(p, 1);
        std::vector<double> levels = {least, 0.05, 0.1, 0.5, 0.9, p, std::nextafter(p, 0)};
        // Add levels at which the interval's ends are replicates themselves. Ties decide there.
        for (int rank = 1; rank < 200; rank += 30) levels.push_back(2.0 * rank / (kReplicates - 1));
        for (const double alpha : levels) {
          if (alpha < least || alpha >= 1) continue;
          const QuantileComparison found = compare(control, treatment, method, alpha);
          EXPECT_EQ(found.p, p);
          EXPECT_EQ(excludes_zero(found.difference), p <= alpha)
              << seed << ", p " << p << ", alpha " << alpha;
          (p <= alpha ? significant : insignificant) += 1;
        }
      }
    }
  }
  EXPECT_GT(significant, 100);
  EXPECT_GT(insignificant, 100);
}

// Let k of n replicates be at or below 0. The quantile between the k-th and the next one is 0 for
// an alpha / 2 between (k - 1) / (n - 1) and k / (n - 1), and k / n is between these as well.
TEST(QuantileBootstrap, PIsTwiceTheSmallerShareOfReplicatesBeyondZero) {
  for (std::uint64_t seed = 200; seed < 220; ++seed) {
    const UserDistributions control = draw(seed, 1e6);
    const UserDistributions treatment = draw(seed + 1000, 1e6);
    const SessionQuantile first(control, 0.5);
    const SessionQuantile second(treatment, 0.5);
    std::vector<std::uint8_t> weights(first.users());
    std::uint64_t below = 0;
    for (std::uint64_t i = 0; i < kReplicates; ++i) {
      poisson_weights(stream_key(kSeed, "bootstrap"), i, weights);
      below += second.weighted(weights).value() <= first.weighted(weights).value();
    }
    const double share = static_cast<double>(std::min(below, kReplicates - below)) / kReplicates;
    EXPECT_NEAR(compare(control, treatment, BootstrapMethod::percentile).p, 2 * share,
                2.0 / (kReplicates - 1));
  }
}

TEST(QuantileBootstrap, OfTheSameRecommenderIsExactlyZero) {
  for (const double scale : kScales) {
    const UserDistributions users = changed(draw(3, scale), 1, 1);
    for (const BootstrapMethod method : kMethods) {
      const QuantileComparison found = compare(users, users, method);
      EXPECT_EQ(found.difference.lower, 0);
      EXPECT_EQ(found.difference.upper, 0);
      EXPECT_EQ(found.relative.value().lower, 0);
      EXPECT_EQ(found.relative.value().upper, 0);
      EXPECT_EQ(found.p, 1);
    }
  }
}

TEST(QuantileBootstrap, OfAConstantDifferenceIsCertain) {
  const UserDistributions control = draw(4, 2.0);
  const UserDistributions treatment = changed(control, 1, 3);
  for (const BootstrapMethod method : kMethods) {
    const QuantileComparison found = compare(control, treatment, method);
    EXPECT_EQ(found.difference.lower, 3);
    EXPECT_EQ(found.difference.upper, 3);
    EXPECT_EQ(found.p, 2.0 / (kReplicates + 1));
  }
}

// Treatments with different users are resampled separately, so that even equal lengths differ by
// chance.
TEST(QuantileBootstrap, OfOtherUsersHasNoSharedWeights) {
  const UserDistributions users = draw(5, 1e6);
  const QuantileComparison found = compare_quantiles(
      users, users, false, 0.5, BootstrapMethod::percentile, kReplicates, kSeed, 0.05);
  EXPECT_LT(found.difference.lower, 0);
  EXPECT_GT(found.difference.upper, 0);
  EXPECT_GT(found.p, 0.05);
}

TEST(QuantileBootstrap, SwappingTheTreatmentsNegates) {
  for (const double scale : kScales) {
    const UserDistributions one = draw(6, scale);
    const UserDistributions other = changed(draw(7, scale), 1, static_cast<std::int64_t>(scale));
    for (const BootstrapMethod method : kMethods) {
      const QuantileComparison there = compare(one, other, method);
      const QuantileComparison back = compare(other, one, method);
      EXPECT_NEAR(back.difference.lower, -there.difference.upper, kNumeric * scale);
      EXPECT_NEAR(back.difference.upper, -there.difference.lower, kNumeric * scale);
      EXPECT_THAT(back.p, IsClose(there.p, kNumeric));
    }
  }
}

TEST(QuantileBootstrap, ScalesWithTheMetric) {
  const UserDistributions one = draw(6, 2.0);
  const UserDistributions other = changed(draw(7, 2.0), 1, 2);
  for (const BootstrapMethod method : kMethods) {
    const QuantileComparison plain = compare(one, other, method);
    const QuantileComparison scaled = compare(changed(one, 60, 0), changed(other, 60, 0), method);
    EXPECT_THAT(scaled.difference.lower, IsClose(60 * plain.difference.lower, kNumeric));
    EXPECT_THAT(scaled.difference.upper, IsClose(60 * plain.difference.upper, kNumeric));
    EXPECT_THAT(scaled.p, IsClose(plain.p, kNumeric));
    ASSERT_TRUE(plain.relative && scaled.relative);
    EXPECT_THAT(scaled.relative->upper, IsClose(plain.relative->upper, kNumeric));
  }
}

TEST(QuantileBootstrap, DoesNotDependOnThreads) {
  const UserDistributions control = draw(8, 1e6, 500);
  const UserDistributions treatment = draw(9, 1e6, 500);
  for (const BootstrapMethod method : kMethods) {
    const QuantileComparison many = compare(control, treatment, method);
    const tbb::global_control one_thread(tbb::global_control::max_allowed_parallelism, 1);
    const QuantileComparison one = compare(control, treatment, method);
    EXPECT_EQ(one.difference.lower, many.difference.lower);
    EXPECT_EQ(one.difference.upper, many.difference.upper);
    EXPECT_EQ(one.relative->lower, many.relative->lower);
    EXPECT_EQ(one.relative->upper, many.relative->upper);
    EXPECT_EQ(one.p, many.p);
  }
}

TEST(QuantileBootstrap, OfAControlAtZeroHasNoRelativeEffect) {
  const auto relative = [](const UserDistributions& control) {
    const UserDistributions treatment = changed(control, 1, 2);
    return compare(control, treatment, BootstrapMethod::percentile).relative;
  };
  EXPECT_FALSE(relative({.begin = {0, 1, 2, 3}, .values = {0, 0, 0}, .counts = {1, 1, 1}}));
  // The median is 5, but it is 0 in a replicate of the first user alone.
  EXPECT_FALSE(relative({.begin = {0, 1, 2, 3}, .values = {0, 5, 5}, .counts = {1, 1, 1}}));
  const auto found = relative({.begin = {0, 1, 2, 3}, .values = {4, 4, 4}, .counts = {1, 1, 1}});
  EXPECT_EQ(found.value().lower, 0.5);
  EXPECT_EQ(found.value().upper, 0.5);
}

TEST(QuantileBootstrap, OfTooFewUsersSaysNothing) {
  const UserDistributions one{.begin = {0, 2, 2}, .values = {3, 7}, .counts = {4, 1}};
  const UserDistributions two{.begin = {0, 1, 2}, .values = {5, 9}, .counts = {1, 1}};
  for (const BootstrapMethod method : kMethods) {
    const QuantileEstimate figure = quantile_estimate(one, 0.5, method, kReplicates, kSeed, 0.05);
    EXPECT_EQ(figure.estimate, 3);
    EXPECT_TRUE(std::isinf(figure.lower) && std::isinf(figure.upper));
    const QuantileComparison found = compare(one, two, method);
    EXPECT_EQ(found.treatment, 7);
    EXPECT_TRUE(std::isinf(found.difference.lower) && std::isinf(found.difference.upper));
    EXPECT_TRUE(std::isinf(found.relative.value().lower));
    EXPECT_EQ(found.p, 1);
  }
}

TEST(QuantileBootstrapDeathTest, NeedsASession) {
  const UserDistributions nobody{.begin = {0, 0}, .values = {}, .counts = {}};
  EXPECT_DEATH(
      quantile_estimate(nobody, 0.5, BootstrapMethod::percentile, kReplicates, kSeed, 0.05),
      "no sessions of 1 users");
}

}  // namespace
}  // namespace reprise
