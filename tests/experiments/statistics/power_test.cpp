#include "experiments/statistics/power.h"

#include "tests/experiments/statistics/vectors.h"

namespace reprise {
namespace {

TEST(Power, OfASplitDesignMatchesTheVectors) {
  for_each_case("power_two_sample", [](const auto& input, const auto& expect) {
    const double v0 = input.at("var0");
    const double v1 = input.at("var1");
    const double ratio = input.at("ratio");
    const double effect = input.at("delta");
    const double alpha = input.at("alpha");
    const double power = input.at("power");
    EXPECT_THAT(detectable_standard_errors(alpha, power),
                IsClose(double{expect.at("z_sum")}, kClosedForm));
    const double needed = split_users_needed(v0, v1, ratio, effect, alpha, power);
    EXPECT_THAT(needed, IsClose(double{expect.at("n0_exact")}, kClosedForm));
    const double n0 = std::ceil(needed);
    const double n1 = std::ceil(ratio * n0);
    EXPECT_EQ(n0, double{expect.at("n0")});
    EXPECT_EQ(n1, double{expect.at("n1")});
    const double a = v0 / n0;
    const double b = v1 / n1;
    const double se = std::sqrt(a + b);
    EXPECT_THAT(se, IsClose(double{expect.at("se")}, kClosedForm));
    EXPECT_THAT(rejection_probability(effect, se, alpha),
                IsClose(double{expect.at("power_z")}, kClosedForm));
    const double df = (a + b) * (a + b) / (a * a / (n0 - 1) + b * b / (n1 - 1));
    EXPECT_THAT(rejection_probability_of_t(effect, se, df, alpha),
                IsClose(double{expect.at("power_welch_nct")}, kNumeric));
    EXPECT_THAT(detectable_effect(se, alpha, power),
                IsClose(double{expect.at("mde_at_n")}, kClosedForm));
  });
}

TEST(Power, OfAPairedDesignMatchesTheVectors) {
  for_each_case("power_paired", [](const auto& input, const auto& expect) {
    const double variance = input.at("var_diff");
    const double effect = input.at("delta");
    const double alpha = input.at("alpha");
    const double power = input.at("power");
    const double needed = paired_users_needed(variance, effect, alpha, power);
    EXPECT_THAT(needed, IsClose(double{expect.at("n_exact")}, kClosedForm));
    const double n = std::ceil(needed);
    EXPECT_EQ(n, double{expect.at("n")});
    const double se = std::sqrt(variance / n);
    EXPECT_THAT(detectable_effect(se, alpha, power),
                IsClose(double{expect.at("mde_at_n")}, kClosedForm));
    EXPECT_THAT(rejection_probability_of_t(effect, se, n - 1, alpha),
                IsClose(double{expect.at("power_t")}, kNumeric));
  });
}

TEST(Power, OfARelativeEffectMatchesTheVectors) {
  for_each_case("mde_relative", [](const auto& input, const auto& expect) {
    const Moments control = treatment_of(input, 0);
    const Moments treatment{
        .n = input.at("n1"), .mean = control.mean, .variance = input.at("var1")};
    const MeanDifference means = split_difference(control, treatment);
    const double alpha = input.at("alpha");
    const double power = input.at("power");
    EXPECT_THAT(detectable_lift(means, alpha, power).value(),
                IsClose(double{expect.at("mde_relative")}, kClosedForm));
    EXPECT_THAT(
        detectable_effect(std::sqrt(means.difference_variance), alpha, power) / control.mean,
        IsClose(double{expect.at("mde_naive_abs_over_mean")}, kClosedForm));
  });
}

constexpr double kPowers[] = {0.03, 0.1, 0.5, 0.8, 0.95, 0.999};

TEST(Power, AndDetectableEffectAreInverses) {
  for (const double alpha : {0.001, 0.05}) {
    for (const double power : kPowers) {
      const double effect = detectable_effect(0.37, alpha, power);
      EXPECT_THAT(power_of(effect, 0.37, alpha), IsClose(power, kClosedForm));
      EXPECT_THAT(power_of(-effect, 0.37, alpha), IsClose(power, kClosedForm));
      EXPECT_THAT(detectable_effect(0.37, alpha, power_of(effect, 0.37, alpha)),
                  IsClose(effect, kNumeric));
    }
  }
}

TEST(Power, AndUsersNeededAreInverses) {
  for (const double power : kPowers) {
    const double split = split_users_needed(16, 36, 0.25, 0.4, 0.05, power);
    EXPECT_THAT(power_of(0.4, std::sqrt(16 / split + 36 / (0.25 * split)), 0.05),
                IsClose(power, kClosedForm));
    const double paired = paired_users_needed(9, 0.3, 0.05, power);
    EXPECT_THAT(power_of(0.3, std::sqrt(9 / paired), 0.05), IsClose(power, kClosedForm));
  }
}

TEST(Power, OfALiftAndDetectableLiftAreInverses) {
  const MeanDifference split = split_difference({.n = 200, .mean = 5, .variance = 16},
                                                {.n = 200, .mean = 5, .variance = 16});
  // In pairs the difference may correlate with the control in either direction.
  MeanDifference paired = split;
  paired.difference_variance = 0.02;
  paired.covariance = 0.03;
  for (const MeanDifference& means : {split, paired}) {
    for (const double power : kPowers) {
      const double lift = detectable_lift(means, 0.05, power).value();
      EXPECT_GT(lift, 0);
      EXPECT_THAT(power_of_lift(lift, means, 0.05), IsClose(power, kClosedForm));
      EXPECT_THAT(users_factor_for_lift(lift, means, 0.05, power), IsClose(1.0, kClosedForm));
    }
  }
}

TEST(Power, UsersFactorScalesThePilot) {
  const auto with = [](double factor) {
    return MeanDifference{.control = 5,
                          .control_variance = 0.08 / factor,
                          .difference_variance = 0.16 / factor,
                          .covariance = -0.08 / factor};
  };
  const double factor = users_factor_for_lift(-0.1, with(1), 0.05, 0.8);
  EXPECT_GT(factor, 1);
  EXPECT_THAT(power_of_lift(-0.1, with(factor), 0.05), IsClose(0.8, kClosedForm));
}

TEST(Power, GrowsWithTheEffectFromHalfAlpha) {
  EXPECT_DOUBLE_EQ(power_of(0, 1, 0.05), 0.025);
  EXPECT_DOUBLE_EQ(rejection_probability(0, 1, 0.05), 0.05);
  EXPECT_THAT(rejection_probability_of_t(0, 1, 7, 0.05), IsClose(0.05, kNumeric));
  EXPECT_LT(power_of(1, 1, 0.05), power_of(2, 1, 0.05));
}

TEST(Power, WithAControlThatIsHardlyKnownFindsNoLift) {
  const MeanDifference means{
      .control = 1, .control_variance = 0.5, .difference_variance = 1, .covariance = -0.5};
  EXPECT_FALSE(detectable_lift(means, 0.05, 0.8).has_value());
}

}  // namespace
}  // namespace reprise
