#include "experiments/statistics/cuped.h"

#include "experiments/statistics/welch.h"
#include "tests/experiments/statistics/vectors.h"

namespace reprise {
namespace {

double squared(double value) { return value * value; }

TEST(Cuped, MatchesTheVectors) {
  for_each_case("cuped", [](const auto& input, const auto& expect) {
    const std::vector<double> x0 = numbers(input.at("x0"));
    const std::vector<double> y0 = numbers(input.at("y0"));
    const std::vector<double> x1 = numbers(input.at("x1"));
    const std::vector<double> y1 = numbers(input.at("y1"));
    const double alpha = input.at("alpha");
    const PairedMoments control = paired_moments(x0, y0);
    const PairedMoments treatment = paired_moments(x1, y1);
    const StudentInterval raw = welch(control.second, treatment.second, alpha);
    EXPECT_THAT(raw.estimate, IsClose(double{expect.at("raw_diff")}, kNumeric));
    EXPECT_THAT(raw.standard_error, IsClose(double{expect.at("raw_se")}, kNumeric));

    const double theta = cuped_theta(control, treatment);
    EXPECT_THAT(theta, IsClose(double{expect.at("theta_within")}, kNumeric));
    const CupedEstimate found = cuped(control, treatment, theta, alpha);
    EXPECT_THAT(found.control, IsClose(double{expect.at("adj_mean0")}, kNumeric));
    EXPECT_THAT(found.treatment, IsClose(double{expect.at("adj_mean1")}, kNumeric));
    EXPECT_THAT(found.r_squared, IsClose(double{expect.at("within_rho2")}, kNumeric));
    const StudentInterval& adjusted = found.adjusted;
    EXPECT_THAT(adjusted.estimate, IsClose(double{expect.at("adj_diff")}, kNumeric));
    EXPECT_THAT(adjusted.standard_error, IsClose(double{expect.at("adj_se")}, kNumeric));
    EXPECT_THAT(adjusted.degrees_of_freedom, IsClose(double{expect.at("df")}, kNumeric));
    EXPECT_THAT(adjusted.critical, IsClose(double{expect.at("crit")}, kNumeric));
    EXPECT_THAT(adjusted.lower, IsClose(double{expect.at("lo")}, kNumeric));
    EXPECT_THAT(adjusted.upper, IsClose(double{expect.at("hi")}, kNumeric));
    EXPECT_THAT(squared(adjusted.standard_error / raw.standard_error),
                IsClose(double{expect.at("se2_ratio")}, kNumeric));

    // Adjust with the slope of both treatments together.
    std::vector<double> x = x0;
    std::vector<double> y = y0;
    x.insert(x.end(), x1.begin(), x1.end());
    y.insert(y.end(), y1.begin(), y1.end());
    const PairedMoments all = paired_moments(x, y);
    const double theta_union = all.covariance / all.first.variance;
    EXPECT_THAT(theta_union, IsClose(double{expect.at("theta_union")}, kNumeric));
    const StudentInterval of_union = cuped(control, treatment, theta_union, alpha).adjusted;
    EXPECT_THAT(of_union.estimate, IsClose(double{expect.at("union_adj_diff")}, kNumeric));
    EXPECT_THAT(of_union.standard_error, IsClose(double{expect.at("union_adj_se")}, kNumeric));

    // Adjust with a slope of its own for each treatment (Lin's regression).
    const double theta0 = control.covariance / control.first.variance;
    const double theta1 = treatment.covariance / treatment.first.variance;
    EXPECT_THAT(cuped(control, treatment, theta1, alpha).treatment -
                    cuped(control, treatment, theta0, alpha).control,
                IsClose(double{expect.at("lin_adj_diff")}, kNumeric));
  });
}

const std::vector<double> kCovariate = {1, 4, 2, 8, 5, 7};
const std::vector<double> kMetric = {2.5, 6, 3.5, 11, 7.5, 9};

TEST(Cuped, WithoutASlopeIsWelch) {
  const PairedMoments control = paired_moments(kCovariate, kMetric);
  const PairedMoments treatment = paired_moments(kMetric, kCovariate);
  const StudentInterval plain = welch(control.second, treatment.second, 0.05);
  const std::vector<double> flat(kMetric.size(), 3.0);
  const PairedMoments unvaried = paired_moments(flat, kMetric);
  EXPECT_EQ(cuped_theta(unvaried, unvaried), 0);
  EXPECT_EQ(cuped(control, treatment, 0, 0.05).adjusted.lower, plain.lower);
  EXPECT_EQ(cuped(control, treatment, 0, 0.05).adjusted.upper, plain.upper);
}

TEST(Cuped, SwappingTheTreatmentsNegates) {
  const PairedMoments control = paired_moments(kCovariate, kMetric);
  const std::vector<double> metric = {4, 7, 2, 12, 7, 11};
  const PairedMoments treatment = paired_moments(kCovariate, metric);
  const double theta = cuped_theta(control, treatment);
  EXPECT_DOUBLE_EQ(cuped_theta(treatment, control), theta);
  const StudentInterval one = cuped(control, treatment, theta, 0.05).adjusted;
  const StudentInterval other = cuped(treatment, control, theta, 0.05).adjusted;
  EXPECT_DOUBLE_EQ(other.lower, -one.upper);
  EXPECT_DOUBLE_EQ(other.upper, -one.lower);
}

TEST(Cuped, OfAMetricThatFollowsTheCovariateIsCertain) {
  std::vector<double> metric = kCovariate;
  for (double& value : metric) value = 2 * value + 1;
  std::vector<double> better = metric;
  for (double& value : better) value += 4;
  const PairedMoments control = paired_moments(kCovariate, metric);
  const PairedMoments treatment = paired_moments(kCovariate, better);
  const CupedEstimate found = cuped(control, treatment, cuped_theta(control, treatment), 0.05);
  EXPECT_DOUBLE_EQ(found.adjusted.lower, 4);
  EXPECT_DOUBLE_EQ(found.adjusted.upper, 4);
  EXPECT_DOUBLE_EQ(found.r_squared, 1);
}

TEST(Cuped, OfTooFewUsersSaysNothing) {
  const std::vector<double> one = {1};
  const PairedMoments alone = paired_moments(one, one);
  EXPECT_EQ(cuped_theta(alone, alone), 0);
  EXPECT_EQ(cuped(alone, alone, 0, 0.05).adjusted.p, 1);
  EXPECT_EQ(cuped(PairedMoments{}, alone, 0, 0.05).adjusted.p, 1);
}

}  // namespace
}  // namespace reprise
