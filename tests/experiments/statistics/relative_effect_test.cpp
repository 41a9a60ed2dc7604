#include "experiments/statistics/relative_effect.h"

#include <map>
#include <random>

#include "experiments/statistics/paired.h"
#include "experiments/statistics/welch.h"
#include "tests/experiments/statistics/vectors.h"

namespace reprise {
namespace {

TEST(RelativeEffect, MatchesTheVectors) {
  const std::map<std::string, IntervalShape> shapes = {{"bounded", IntervalShape::bounded},
                                                       {"exterior", IntervalShape::two_rays},
                                                       {"all", IntervalShape::whole_line}};
  for_each_case("relative_lift", [&](const auto& input, const auto& expect) {
    const Moments control = treatment_of(input, 0);
    const Moments treatment = treatment_of(input, 1);
    const StudentInterval absolute = welch(control, treatment, input.at("alpha"));
    EXPECT_THAT(absolute.critical, IsClose(double{expect.at("crit")}, kClosedForm));
    EXPECT_THAT(absolute.lower, IsClose(double{expect.at("abs_lo")}, kClosedForm));
    EXPECT_THAT(absolute.upper, IsClose(double{expect.at("abs_hi")}, kClosedForm));

    const MeanDifference means = split_difference(control, treatment);
    const RelativeInterval notebook = notebook_interval(means, absolute.critical);
    EXPECT_THAT(notebook.lower, IsClose(double{expect.at("naive_lo")}, kClosedForm));
    EXPECT_THAT(notebook.upper, IsClose(double{expect.at("naive_hi")}, kClosedForm));

    const RelativeInterval delta = delta_interval(means, absolute.critical);
    EXPECT_THAT(delta.lower, IsClose(double{expect.at("delta_lo")}, kClosedForm));
    EXPECT_THAT(delta.upper, IsClose(double{expect.at("delta_hi")}, kClosedForm));
    EXPECT_THAT((delta.upper - delta.lower) / (2 * absolute.critical),
                IsClose(double{expect.at("delta_se")}, kClosedForm));

    const RelativeInterval fieller = fieller_interval(means, absolute.critical);
    EXPECT_THAT(fieller.effect.value(), IsClose(double{expect.at("lift")}, kClosedForm));
    EXPECT_EQ(fieller.shape, shapes.at(expect.at("fieller_kind")));
    if (fieller.shape == IntervalShape::whole_line) {
      EXPECT_TRUE(expect.at("fieller_lo").is_null());
      EXPECT_EQ(fieller.lower, 0);
      EXPECT_EQ(fieller.upper, 0);
    } else {
      EXPECT_THAT(fieller.lower, IsClose(double{expect.at("fieller_lo")}, kClosedForm));
      EXPECT_THAT(fieller.upper, IsClose(double{expect.at("fieller_hi")}, kClosedForm));
    }
  });
}

struct Drawn {
  std::vector<double> first;
  std::vector<double> second;
};

// Draws small noisy experiments with correlated treatments, so that every shape of interval and
// both verdicts occur.
Drawn draw(std::mt19937_64& random) {
  std::normal_distribution<double> normal;
  const double control = 1.5 * normal(random);
  const double effect = 1.5 * normal(random);
  Drawn drawn;
  for (int i = 0; i < 6; ++i) {
    const double shared = normal(random);
    drawn.first.push_back(control + shared + 0.5 * normal(random));
    drawn.second.push_back(control + effect + shared + 0.5 * normal(random));
  }
  return drawn;
}

TEST(RelativeEffect, FiellerContainsZeroExactlyWhenTheAbsoluteIntervalDoes) {
  std::mt19937_64 random(7);
  std::map<IntervalShape, int> seen;
  int significant = 0;
  for (int run = 0; run < 3000; ++run) {
    const Drawn drawn = draw(random);
    const PairedMoments users = paired_moments(drawn.first, drawn.second);
    const StudentInterval paired = paired_comparison(users, 0.05).difference;
    const StudentInterval split = welch(users.first, users.second, 0.05);
    const RelativeInterval in_paired = fieller_interval(paired_difference(users), paired.critical);
    const RelativeInterval in_split =
        fieller_interval(split_difference(users.first, users.second), split.critical);
    EXPECT_EQ(!in_paired.contains(0), paired.excludes_zero()) << run;
    EXPECT_EQ(!in_split.contains(0), split.excludes_zero()) << run;
    EXPECT_EQ(paired.excludes_zero(), paired.p <= 0.05) << run;
    EXPECT_EQ(split.excludes_zero(), split.p <= 0.05) << run;
    EXPECT_TRUE(in_paired.contains(in_paired.effect.value())) << run;
    EXPECT_TRUE(in_split.contains(in_split.effect.value())) << run;
    ++seen[in_paired.shape];
    ++seen[in_split.shape];
    significant += paired.excludes_zero() + split.excludes_zero();
  }
  EXPECT_EQ(seen.size(), 3u);
  for (const auto& [shape, count] : seen) EXPECT_GT(count, 100);
  EXPECT_GT(significant, 1000);
  EXPECT_LT(significant, 5000);
}

TEST(RelativeEffect, FiellerIsTheSetItsDefinitionSays) {
  std::mt19937_64 random(8);
  for (int run = 0; run < 300; ++run) {
    const Drawn drawn = draw(random);
    const MeanDifference means = paired_difference(paired_moments(drawn.first, drawn.second));
    const double critical = student_t_critical(0.05, 5);
    const RelativeInterval found = fieller_interval(means, critical);
    for (int step = -220; step <= 220; ++step) {
      const double lift = 0.0917 * step;
      const double gap = means.difference - lift * means.control;
      const double variance = means.difference_variance - 2 * lift * means.covariance +
                              lift * lift * means.control_variance;
      EXPECT_EQ(found.contains(lift), gap * gap <= critical * critical * variance)
          << run << " " << lift;
    }
  }
}

TEST(RelativeEffect, SwappingTheTreatmentsInvertsTheRatio) {
  const PairedMoments one =
      paired_moments(std::vector<double>{12, 7, 15, 9, 20}, std::vector<double>{13, 9, 15, 11, 24});
  const PairedMoments other =
      paired_moments(std::vector<double>{13, 9, 15, 11, 24}, std::vector<double>{12, 7, 15, 9, 20});
  const RelativeInterval there = fieller_interval(paired_difference(one), 2.0);
  const RelativeInterval back = fieller_interval(paired_difference(other), 2.0);
  EXPECT_THAT(1 + *back.effect, IsClose(1 / (1 + *there.effect), kClosedForm));
  EXPECT_THAT(1 + back.lower, IsClose(1 / (1 + there.upper), kClosedForm));
  EXPECT_THAT(1 + back.upper, IsClose(1 / (1 + there.lower), kClosedForm));
}

// Ends close to 0 keep their digits on either side of 0.
TEST(RelativeEffect, MirroredDifferencesGiveMirroredIntervals) {
  const MeanDifference up{.control = 10,
                          .difference = 1,
                          .control_variance = 0.2,
                          .difference_variance = 0.2499999,
                          .covariance = 0.1};
  MeanDifference down = up;
  down.difference = -up.difference;
  down.covariance = -up.covariance;
  const RelativeInterval one = fieller_interval(up, 2);
  const RelativeInterval other = fieller_interval(down, 2);
  EXPECT_GT(one.lower, 0);
  EXPECT_LT(one.lower, 1e-6);
  EXPECT_DOUBLE_EQ(other.upper, -one.lower);
  EXPECT_DOUBLE_EQ(other.lower, -one.upper);
}

TEST(RelativeEffect, DoesNotDependOnTheMetricsUnit) {
  const Moments control{.n = 200, .mean = 5, .variance = 16};
  const Moments treatment{.n = 200, .mean = 9, .variance = 36};
  const auto scaled = [](const Moments& users) {
    return Moments{.n = users.n, .mean = users.mean * 1e-3, .variance = users.variance * 1e-6};
  };
  const MeanDifference one = split_difference(control, treatment);
  const MeanDifference other = split_difference(scaled(control), scaled(treatment));
  for (const auto interval : {fieller_interval, delta_interval, notebook_interval}) {
    EXPECT_THAT(interval(other, 1.97).lower, IsClose(interval(one, 1.97).lower, kClosedForm));
    EXPECT_THAT(interval(other, 1.97).upper, IsClose(interval(one, 1.97).upper, kClosedForm));
  }
}

TEST(RelativeEffect, OfTheSameRecommenderIsExactlyZero) {
  std::mt19937_64 random(9);
  std::uniform_real_distribution<double> listened(1, 40);
  std::vector<double> values(100);
  for (int run = 0; run < 20; ++run) {
    for (double& value : values) value = listened(random);
    const MeanDifference means = paired_difference(paired_moments(values, values));
    for (const auto interval : {fieller_interval, delta_interval, notebook_interval}) {
      const RelativeInterval found = interval(means, 1.98);
      EXPECT_EQ(found.shape, IntervalShape::bounded);
      EXPECT_EQ(found.effect.value(), 0);
      EXPECT_EQ(found.lower, 0);
      EXPECT_EQ(found.upper, 0);
    }
  }
}

TEST(RelativeEffect, OfAnExactMultipleIsThatMultiple) {
  const std::vector<double> first = {1.1, 0.7, 1.5, 0.9, 2.3};
  std::vector<double> second = first;
  for (double& value : second) value *= 3;
  const MeanDifference means = paired_difference(paired_moments(first, second));
  const RelativeInterval found = fieller_interval(means, student_t_critical(0.05, 4));
  EXPECT_EQ(found.shape, IntervalShape::bounded);
  // The discriminant is 0 but for rounding. The ends are off by the square root of that rounding
  // error.
  EXPECT_NEAR(found.lower, 2, 1e-7);
  EXPECT_NEAR(found.upper, 2, 1e-7);
}

TEST(RelativeEffect, OfAConstantDifferenceKnowsOnlyTheControlsUncertainty) {
  const std::vector<double> first = {10, 12, 9, 11};
  const std::vector<double> second = {12, 14, 11, 13};
  const PairedMoments users = paired_moments(first, second);
  const double se = std::sqrt(users.first.variance / 4);
  const RelativeInterval found = fieller_interval(paired_difference(users), 3.18);
  EXPECT_THAT(found.lower, IsClose(2 / (10.5 + 3.18 * se), kClosedForm));
  EXPECT_THAT(found.upper, IsClose(2 / (10.5 - 3.18 * se), kClosedForm));
}

TEST(RelativeEffect, WithAControlOfZeroHasNoValue) {
  const Moments zero{.n = 10, .mean = 0, .variance = 0};
  const Moments treatment{.n = 10, .mean = 3, .variance = 1};
  const MeanDifference means = split_difference(zero, treatment);
  for (const auto interval : {fieller_interval, delta_interval, notebook_interval}) {
    const RelativeInterval found = interval(means, 2.2);
    EXPECT_FALSE(found.effect.has_value());
    EXPECT_EQ(found.shape, IntervalShape::whole_line);
  }
}

TEST(RelativeEffect, OfTooFewUsersIsTheWholeLine) {
  const Moments one{.n = 1, .mean = 4, .variance = 0};
  const StudentInterval absolute = welch(one, one, 0.05);
  for (const auto interval : {fieller_interval, delta_interval, notebook_interval}) {
    EXPECT_EQ(interval(split_difference(one, one), absolute.critical).shape,
              IntervalShape::whole_line);
  }
}

TEST(RelativeEffect, SingleRayWhenTheControlSitsExactlyOnTheBorder) {
  // control^2 = critical^2 * control_variance, so the quadratic's leading term vanishes.
  const RelativeInterval found = fieller_interval({.control = 2,
                                                   .difference = 3,
                                                   .control_variance = 1,
                                                   .difference_variance = 2,
                                                   .covariance = -1},
                                                  2);
  EXPECT_EQ(found.shape, IntervalShape::two_rays);
  EXPECT_TRUE(std::isinf(found.lower) && found.lower < 0);
  EXPECT_DOUBLE_EQ(found.upper, 0.05);
  EXPECT_FALSE(found.contains(0));
  EXPECT_TRUE(found.contains(1.5));
}

TEST(RelativeEffect, NotebookIntervalKeepsItsOrderForANegativeControl) {
  const Moments control{.n = 50, .mean = -4, .variance = 1};
  const Moments treatment{.n = 50, .mean = -2, .variance = 1};
  const RelativeInterval found = notebook_interval(split_difference(control, treatment), 2);
  EXPECT_DOUBLE_EQ(found.effect.value(), -0.5);
  EXPECT_LT(found.lower, found.upper);
}

}  // namespace
}  // namespace reprise
