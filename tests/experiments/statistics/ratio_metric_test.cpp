#include "experiments/statistics/ratio_metric.h"

#include "experiments/statistics/paired.h"
#include "experiments/statistics/relative_effect.h"
#include "experiments/statistics/welch.h"
#include "tests/experiments/statistics/vectors.h"

namespace reprise {
namespace {

void expect_influence(const std::vector<double>& values, double mean,
                      const std::vector<double>& expected) {
  ASSERT_EQ(values.size(), expected.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    EXPECT_THAT(values[i] - mean, IsClose(expected[i], kNumeric));
  }
}

TEST(RatioMetric, OfASplitDesignMatchesTheVectors) {
  for_each_case("ratio_metric_cluster", [](const auto& input, const auto& expect) {
    const auto users_of = [&](const std::string& name) {
      return linearized_ratio(numbers(input.at(name).at("y")), numbers(input.at(name).at("d")));
    };
    const std::vector<double> values = users_of("control");
    const Moments control = moments(values);
    const Moments treatment = moments(users_of("treatment"));
    EXPECT_THAT(control.mean, IsClose(double{expect.at("R0")}, kClosedForm));
    EXPECT_THAT(treatment.mean, IsClose(double{expect.at("R1")}, kClosedForm));
    EXPECT_THAT(control.variance / static_cast<double>(control.n),
                IsClose(double{expect.at("varR0")}, kClosedForm));
    EXPECT_THAT(treatment.variance / static_cast<double>(treatment.n),
                IsClose(double{expect.at("varR1")}, kClosedForm));
    expect_influence(values, control.mean, numbers(expect.at("infl0")));

    const StudentInterval found = welch(control, treatment, input.at("alpha"));
    EXPECT_THAT(found.estimate, IsClose(double{expect.at("diff")}, kClosedForm));
    EXPECT_THAT(found.standard_error, IsClose(double{expect.at("se")}, kClosedForm));
    EXPECT_THAT(found.degrees_of_freedom, IsClose(double{expect.at("df")}, kClosedForm));
    EXPECT_THAT(found.critical, IsClose(double{expect.at("crit")}, kClosedForm));
    EXPECT_THAT(found.lower, IsClose(double{expect.at("lo")}, kClosedForm));
    EXPECT_THAT(found.upper, IsClose(double{expect.at("hi")}, kClosedForm));
    EXPECT_THAT(found.p, IsClose(double{expect.at("p")}, kClosedForm));

    const RelativeInterval lift =
        fieller_interval(split_difference(control, treatment), found.critical);
    EXPECT_EQ(expect.at("fieller_kind"), "bounded");
    EXPECT_EQ(lift.shape, IntervalShape::bounded);
    EXPECT_THAT(lift.effect.value(), IsClose(double{expect.at("lift")}, kClosedForm));
    EXPECT_THAT(lift.lower, IsClose(double{expect.at("fieller_lo")}, kClosedForm));
    EXPECT_THAT(lift.upper, IsClose(double{expect.at("fieller_hi")}, kClosedForm));
  });
}

TEST(RatioMetric, OfAPairedDesignMatchesTheVectors) {
  for_each_case("paired_ratio_cluster_crn", [](const auto& input, const auto& expect) {
    const std::vector<double> first =
        linearized_ratio(numbers(input.at("y0")), numbers(input.at("d0")));
    const std::vector<double> second =
        linearized_ratio(numbers(input.at("y1")), numbers(input.at("d1")));
    const PairedMoments users = paired_moments(first, second);
    EXPECT_THAT(users.first.mean, IsClose(double{expect.at("R0")}, kClosedForm));
    EXPECT_THAT(users.second.mean, IsClose(double{expect.at("R1")}, kClosedForm));
    std::vector<double> difference(first.size());
    for (std::size_t i = 0; i < first.size(); ++i) difference[i] = second[i] - first[i];
    expect_influence(difference, users.difference.mean, numbers(expect.at("infl")));

    const PairedComparison found = paired_comparison(users, input.at("alpha"));
    EXPECT_THAT(found.difference.estimate, IsClose(double{expect.at("diff")}, kClosedForm));
    EXPECT_THAT(found.difference.standard_error, IsClose(double{expect.at("se")}, kClosedForm));
    EXPECT_EQ(found.difference.degrees_of_freedom, double{expect.at("df")});
    EXPECT_THAT(found.difference.critical, IsClose(double{expect.at("crit")}, kClosedForm));
    EXPECT_THAT(found.difference.lower, IsClose(double{expect.at("lo")}, kClosedForm));
    EXPECT_THAT(found.difference.upper, IsClose(double{expect.at("hi")}, kClosedForm));
    EXPECT_THAT(found.variance_reduction.value(),
                IsClose(double{expect.at("var_reduction_factor")}, kClosedForm));

    const MeanDifference means = paired_difference(users);
    const RelativeInterval delta = delta_interval(means, 1.0);
    EXPECT_THAT(delta.effect.value(), IsClose(double{expect.at("lift")}, kClosedForm));
    EXPECT_THAT((delta.upper - delta.lower) / 2,
                IsClose(double{expect.at("delta_se")}, kClosedForm));
    const RelativeInterval fieller = fieller_interval(means, found.difference.critical);
    EXPECT_THAT(fieller.lower, IsClose(double{expect.at("fieller_lo")}, kClosedForm));
    EXPECT_THAT(fieller.upper, IsClose(double{expect.at("fieller_hi")}, kClosedForm));
  });
}

TEST(RatioMetric, OverEqualDenominatorsIsTheMean) {
  const std::vector<double> y = {3, 4, 8, 1.5};
  const std::vector<double> d(y.size(), 2.0);
  const Moments ratio = moments(linearized_ratio(y, d));
  const Moments mean = moments(y);
  EXPECT_DOUBLE_EQ(ratio.mean, mean.mean / 2);
  EXPECT_DOUBLE_EQ(ratio.variance, mean.variance / 4);
}

TEST(RatioMetricDeathTest, NeedsADenominator) {
  EXPECT_TRUE(linearized_ratio({}, {}).empty());
  const std::vector<double> zero = {0, 0};
  EXPECT_DEATH(linearized_ratio(zero, zero), "denominators of 2 users sum to 0");
}

}  // namespace
}  // namespace reprise
