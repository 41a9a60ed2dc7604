#include "experiments/statistics/bootstrap.h"

#include <algorithm>
#include <functional>

#include "tests/experiments/statistics/vectors.h"

namespace reprise {
namespace {

double mean(const std::vector<double>& values) { return moments(values).mean; }

// Returns the means of all n^n resamples.
std::vector<double> all_resampled_means(const std::vector<double>& values) {
  std::vector<double> sums = {0};
  for (std::size_t draw = 0; draw < values.size(); ++draw) {
    std::vector<double> longer;
    for (const double sum : sums) {
      for (const double value : values) longer.push_back(sum + value);
    }
    sums = std::move(longer);
  }
  for (double& sum : sums) sum /= static_cast<double>(values.size());
  return sums;
}

std::vector<double> without_each(const std::vector<double>& values,
                                 const std::function<double(double)>& estimate_from_mean) {
  std::vector<double> estimates;
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::vector<double> rest = values;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
    estimates.push_back(estimate_from_mean(mean(rest)));
  }
  return estimates;
}

TEST(Bootstrap, OfOneSampleMatchesTheVectors) {
  for_each_case("bootstrap_one_sample_exhaustive", [](const auto& input, const auto& expect) {
    const std::vector<double> values = numbers(input.at("x"));
    const double alpha = input.at("alpha");
    const std::vector<double> replicates = all_resampled_means(values);
    const double count = static_cast<double>(replicates.size());
    ASSERT_EQ(count, double{expect.at("n_resamples")});
    EXPECT_THAT(std::sqrt(moments(replicates).variance * (count - 1) / count),
                IsClose(double{expect.at("se_boot")}, kClosedForm));

    const BootstrapInterval percentile = percentile_interval(replicates, alpha);
    EXPECT_THAT(percentile.lower, IsClose(double{expect.at("pct_lo")}, kClosedForm));
    EXPECT_THAT(percentile.upper, IsClose(double{expect.at("pct_hi")}, kClosedForm));

    const std::vector<std::vector<double>> leave_one_out = {
        without_each(values, [](double rest) { return rest; })};
    const double acceleration = bca_acceleration(leave_one_out);
    EXPECT_THAT(acceleration, IsClose(double{expect.at("accel")}, kClosedForm));
    const BootstrapInterval bca = bca_interval(replicates, mean(values), acceleration, alpha);
    EXPECT_THAT(bca.bias, IsClose(double{expect.at("z0")}, kClosedForm));
    EXPECT_THAT(bca.lower_probability, IsClose(double{expect.at("bca_p_lo")}, kClosedForm));
    EXPECT_THAT(bca.upper_probability, IsClose(double{expect.at("bca_p_hi")}, kClosedForm));
    EXPECT_THAT(bca.lower, IsClose(double{expect.at("bca_lo")}, kClosedForm));
    EXPECT_THAT(bca.upper, IsClose(double{expect.at("bca_hi")}, kClosedForm));
  });
}

TEST(Bootstrap, OfTwoSamplesMatchesTheVectors) {
  const auto check = [](const nlohmann::json& input, const nlohmann::json& expect,
                        const std::function<double(double, double)>& compare) {
    const std::vector<double> control = numbers(input.at("control"));
    const std::vector<double> treatment = numbers(input.at("treatment"));
    const double alpha = input.at("alpha");
    std::vector<double> replicates;
    for (const double one : all_resampled_means(control)) {
      for (const double other : all_resampled_means(treatment)) {
        replicates.push_back(compare(one, other));
      }
    }
    ASSERT_EQ(static_cast<double>(replicates.size()), double{expect.at("n_resamples")});
    const BootstrapInterval percentile = percentile_interval(replicates, alpha);
    EXPECT_THAT(percentile.lower, IsClose(double{expect.at("pct_lo")}, kClosedForm));
    EXPECT_THAT(percentile.upper, IsClose(double{expect.at("pct_hi")}, kClosedForm));

    const double m0 = mean(control);
    const double m1 = mean(treatment);
    const std::vector<std::vector<double>> leave_one_out = {
        without_each(control, [&](double rest) { return compare(rest, m1); }),
        without_each(treatment, [&](double rest) { return compare(m0, rest); })};
    const double acceleration = bca_acceleration(leave_one_out);
    const double expected = expect.at("accel");
    // Symmetric samples have no acceleration. The vector holds the rounding error of it.
    if (std::abs(expected) < 1e-15) {
      EXPECT_NEAR(acceleration, 0, 1e-15);
    } else {
      EXPECT_THAT(acceleration, IsClose(expected, kClosedForm));
    }
    const BootstrapInterval bca = bca_interval(replicates, compare(m0, m1), acceleration, alpha);
    EXPECT_THAT(bca.bias, IsClose(double{expect.at("z0")}, kClosedForm));
    EXPECT_THAT(bca.lower, IsClose(double{expect.at("bca_lo")}, kClosedForm));
    EXPECT_THAT(bca.upper, IsClose(double{expect.at("bca_hi")}, kClosedForm));
  };
  for_each_case("bootstrap_two_sample_exhaustive", [&](const auto& input, const auto& expect) {
    check(input, expect.at("diff"), [](double one, double other) { return other - one; });
    check(input, expect.at("lift"), [](double one, double other) { return other / one - 1; });
  });
}

TEST(Bootstrap, PoissonWeightsMatchTheVectors) {
  for_each_case("poisson_bootstrap_arithmetic", [](const auto& input, const auto& expect) {
    const std::vector<double> values = numbers(input.at("x"));
    const auto weights =
        input.at("weights").template get<std::vector<std::vector<std::uint32_t>>>();
    const std::vector<double> expected = numbers(expect.at("replicate_means"));
    ASSERT_EQ(weights.size(), expected.size());
    for (std::size_t i = 0; i < weights.size(); ++i) {
      EXPECT_THAT(weighted_mean(values, weights[i]).value(), IsClose(expected[i], kClosedForm));
    }
  });
}

TEST(Bootstrap, WithoutAnyWeightHasNoReplicate) {
  const std::vector<double> values = {1, 2};
  const std::vector<std::uint32_t> weights = {0, 0};
  EXPECT_FALSE(weighted_mean(values, weights).has_value());
}

TEST(Bootstrap, BcaWithoutBiasOrAccelerationIsThePercentileInterval) {
  std::vector<double> replicates(1001);
  for (std::size_t i = 0; i < replicates.size(); ++i) {
    replicates[i] = std::pow(static_cast<double>(i) - 500, 3);
  }
  const BootstrapInterval one = percentile_interval(replicates, 0.1);
  const BootstrapInterval other = bca_interval(replicates, 0, 0, 0.1);
  EXPECT_EQ(other.bias, 0);
  EXPECT_THAT(other.lower, IsClose(one.lower, kClosedForm));
  EXPECT_THAT(other.upper, IsClose(one.upper, kClosedForm));
}

TEST(Bootstrap, BcaBeyondItsPoleIsTheOutermostReplicate) {
  const std::vector<double> replicates = {-3, -2, -1, 0, 1, 2, 3};
  EXPECT_EQ(bca_interval(replicates, 0, 5, 0.05).upper_probability, 1);
  EXPECT_EQ(bca_interval(replicates, 0, 5, 0.05).upper, 3);
  EXPECT_EQ(bca_interval(replicates, 0, -5, 0.05).lower_probability, 0);
  EXPECT_EQ(bca_interval(replicates, 0, -5, 0.05).lower, -3);
}

TEST(Bootstrap, StaysFiniteAtTheEdges) {
  const std::vector<double> replicates = {1, 2, 3};
  const std::vector<double> flat = {2, 2, 2};
  for (const double estimate : {-10.0, 2.0, 10.0}) {
    for (const double acceleration : {-5.0, 0.0, 5.0}) {
      const BootstrapInterval found = bca_interval(replicates, estimate, acceleration, 0.05);
      EXPECT_GE(found.lower, 1);
      EXPECT_LE(found.upper, 3);
      EXPECT_EQ(bca_interval(flat, 2, acceleration, 0.05).lower, 2);
    }
  }
  const std::vector<std::vector<double>> unmoved = {flat};
  EXPECT_EQ(bca_acceleration(unmoved), 0);
}

}  // namespace
}  // namespace reprise
