#include "experiments/statistics/paired.h"

#include "experiments/statistics/relative_effect.h"
#include "tests/experiments/statistics/vectors.h"

namespace reprise {
namespace {

TEST(Paired, MatchesTheVectors) {
  for_each_case("paired_crn", [](const auto& input, const auto& expect) {
    const PairedMoments users = paired_moments(numbers(input.at("y0")), numbers(input.at("y1")));
    const PairedComparison found = paired_comparison(users, input.at("alpha"));
    const StudentInterval& difference = found.difference;
    EXPECT_THAT(difference.estimate, IsClose(double{expect.at("mean_diff")}, kClosedForm));
    EXPECT_THAT(users.difference.variance, IsClose(double{expect.at("var_diff")}, kClosedForm));
    EXPECT_THAT(difference.standard_error, IsClose(double{expect.at("se")}, kClosedForm));
    EXPECT_EQ(difference.degrees_of_freedom, double{expect.at("df")});
    EXPECT_THAT(difference.critical, IsClose(double{expect.at("crit")}, kClosedForm));
    EXPECT_THAT(difference.lower, IsClose(double{expect.at("lo")}, kClosedForm));
    EXPECT_THAT(difference.upper, IsClose(double{expect.at("hi")}, kClosedForm));
    EXPECT_THAT(difference.p, IsClose(double{expect.at("p")}, kClosedForm));
    EXPECT_THAT(found.correlation.value(), IsClose(double{expect.at("corr")}, kClosedForm));
    EXPECT_THAT(found.variance_reduction.value(),
                IsClose(double{expect.at("variance_reduction_factor")}, kClosedForm));
    EXPECT_THAT(difference.standard_error * std::sqrt(*found.variance_reduction),
                IsClose(double{expect.at("indep_se")}, kClosedForm));

    const MeanDifference means = paired_difference(users);
    const RelativeInterval delta = delta_interval(means, difference.critical);
    EXPECT_THAT(delta.effect.value(), IsClose(double{expect.at("lift")}, kClosedForm));
    EXPECT_THAT((delta.upper - *delta.effect) / difference.critical,
                IsClose(double{expect.at("delta_se")}, kClosedForm));
    EXPECT_THAT(delta.lower, IsClose(double{expect.at("delta_lo")}, kClosedForm));
    EXPECT_THAT(delta.upper, IsClose(double{expect.at("delta_hi")}, kClosedForm));
    const RelativeInterval fieller = fieller_interval(means, difference.critical);
    EXPECT_EQ(fieller.shape, IntervalShape::bounded);
    EXPECT_THAT(fieller.lower, IsClose(double{expect.at("fieller_lo")}, kClosedForm));
    EXPECT_THAT(fieller.upper, IsClose(double{expect.at("fieller_hi")}, kClosedForm));
  });
}

const std::vector<double> kFirst = {12, 7, 15, 9, 20, 11, 8, 14};
const std::vector<double> kSecond = {13, 9, 15, 11, 22, 11, 10, 15};

TEST(Paired, SwappingTheTreatmentsNegates) {
  const PairedComparison one = paired_comparison(paired_moments(kFirst, kSecond), 0.05);
  const PairedComparison other = paired_comparison(paired_moments(kSecond, kFirst), 0.05);
  EXPECT_DOUBLE_EQ(other.difference.lower, -one.difference.upper);
  EXPECT_DOUBLE_EQ(other.difference.upper, -one.difference.lower);
  EXPECT_DOUBLE_EQ(other.difference.p, one.difference.p);
  EXPECT_DOUBLE_EQ(*other.variance_reduction, *one.variance_reduction);
  EXPECT_DOUBLE_EQ(*other.correlation, *one.correlation);
}

TEST(Paired, ScalesWithTheMetric) {
  std::vector<double> first = kFirst;
  std::vector<double> second = kSecond;
  for (double& value : first) value *= 0.01;
  for (double& value : second) value *= 0.01;
  const PairedComparison one = paired_comparison(paired_moments(kFirst, kSecond), 0.05);
  const PairedComparison other = paired_comparison(paired_moments(first, second), 0.05);
  EXPECT_THAT(other.difference.lower, IsClose(one.difference.lower * 0.01, kClosedForm));
  EXPECT_THAT(other.difference.upper, IsClose(one.difference.upper * 0.01, kClosedForm));
  EXPECT_THAT(*other.variance_reduction, IsClose(*one.variance_reduction, kClosedForm));
}

TEST(Paired, OfTheSameRecommenderIsExactlyZero) {
  const PairedComparison same = paired_comparison(paired_moments(kFirst, kFirst), 0.05);
  EXPECT_EQ(same.difference.lower, 0);
  EXPECT_EQ(same.difference.upper, 0);
  EXPECT_EQ(same.difference.p, 1);
  EXPECT_FALSE(same.variance_reduction.has_value());
  EXPECT_THAT(same.correlation.value(), IsClose(1.0, kClosedForm));
}

TEST(Paired, OfAConstantDifferenceIsCertain) {
  std::vector<double> second = kFirst;
  for (double& value : second) value += 2;
  const PairedComparison found = paired_comparison(paired_moments(kFirst, second), 0.05);
  EXPECT_EQ(found.difference.lower, 2);
  EXPECT_EQ(found.difference.upper, 2);
  EXPECT_EQ(found.difference.p, 0);
  EXPECT_FALSE(found.variance_reduction.has_value());
}

TEST(Paired, AnTreatmentThatDoesNotVaryHasNoCorrelation) {
  const std::vector<double> flat(kFirst.size(), 3.0);
  const PairedComparison found = paired_comparison(paired_moments(flat, kFirst), 0.05);
  EXPECT_FALSE(found.correlation.has_value());
  EXPECT_DOUBLE_EQ(found.variance_reduction.value(), 1);
}

TEST(Paired, OfTooFewUsersSaysNothing) {
  const std::vector<double> first = {1};
  const std::vector<double> second = {2};
  const PairedComparison one = paired_comparison(paired_moments(first, second), 0.05);
  EXPECT_EQ(one.difference.estimate, 1);
  EXPECT_EQ(one.difference.p, 1);
  EXPECT_TRUE(std::isinf(one.difference.upper));
  EXPECT_EQ(paired_comparison(paired_moments({}, {}), 0.05).difference.p, 1);
}

}  // namespace
}  // namespace reprise
