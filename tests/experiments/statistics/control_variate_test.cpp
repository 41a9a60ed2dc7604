#include "experiments/statistics/control_variate.h"

#include "experiments/statistics/paired.h"
#include "experiments/statistics/relative_effect.h"
#include "tests/experiments/statistics/vectors.h"

namespace reprise {
namespace {

TEST(ControlVariate, MatchesTheVectors) {
  for_each_case("control_variate_known_mean", [](const auto& input, const auto& expect) {
    const PairedMoments users = paired_moments(numbers(input.at("x")), numbers(input.at("d")));
    EXPECT_THAT(users.second.mean, IsClose(double{expect.at("raw")}, kClosedForm));
    EXPECT_THAT(std::sqrt(users.second.variance / static_cast<double>(users.second.n)),
                IsClose(double{expect.at("raw_se")}, kClosedForm));
    const ControlVariateEstimate found =
        control_variate(users, input.at("mu_x"), input.at("alpha"));
    EXPECT_THAT(found.theta, IsClose(double{expect.at("theta")}, kClosedForm));
    EXPECT_THAT(found.r_squared, IsClose(double{expect.at("r2")}, kClosedForm));
    EXPECT_THAT(found.adjusted.estimate, IsClose(double{expect.at("estimate")}, kClosedForm));
    EXPECT_THAT(found.adjusted.standard_error, IsClose(double{expect.at("se")}, kClosedForm));
    EXPECT_EQ(found.adjusted.degrees_of_freedom, double{expect.at("df")});
    EXPECT_THAT(found.adjusted.critical, IsClose(double{expect.at("crit")}, kClosedForm));
    EXPECT_THAT(found.adjusted.lower, IsClose(double{expect.at("lo")}, kClosedForm));
    EXPECT_THAT(found.adjusted.upper, IsClose(double{expect.at("hi")}, kClosedForm));
  });
}

TEST(ControlVariate, DoesNotDependOnItsOwnUnit) {
  const std::vector<double> d = {1.0, 2.5, 0.5, 3.0, 1.5, 2.0};
  const std::vector<double> x = {4, 9, 2, 11, 5, 8};
  std::vector<double> scaled = x;
  for (double& value : scaled) value = 100 - 3 * value;
  const ControlVariateEstimate one = control_variate(paired_moments(x, d), 6, 0.05);
  const ControlVariateEstimate other = control_variate(paired_moments(scaled, d), 82, 0.05);
  EXPECT_THAT(other.adjusted.lower, IsClose(one.adjusted.lower, kClosedForm));
  EXPECT_THAT(other.adjusted.upper, IsClose(one.adjusted.upper, kClosedForm));
  EXPECT_THAT(other.theta, IsClose(one.theta / -3, kClosedForm));
}

TEST(ControlVariate, ThatDoesNotVaryLeavesTheMean) {
  const std::vector<double> d = {1, 2, 3, 6};
  const std::vector<double> flat(d.size(), 5.0);
  const ControlVariateEstimate found = control_variate(paired_moments(flat, d), 4, 0.05);
  EXPECT_EQ(found.adjusted.estimate, 3);
  EXPECT_EQ(found.theta, 0);
  EXPECT_EQ(found.r_squared, 0);
  EXPECT_TRUE(std::isfinite(found.adjusted.lower));
}

TEST(ControlVariate, OfAMetricThatDoesNotVaryIsCertain) {
  const std::vector<double> x = {1, 2, 3, 6};
  const std::vector<double> flat(x.size(), 5.0);
  const ControlVariateEstimate found = control_variate(paired_moments(x, flat), 4, 0.05);
  EXPECT_EQ(found.adjusted.lower, 5);
  EXPECT_EQ(found.adjusted.upper, 5);
}

TEST(ControlVariate, OfTooFewUsersSaysNothing) {
  const std::vector<double> two = {1, 2};
  const ControlVariateEstimate found = control_variate(paired_moments(two, two), 1, 0.05);
  EXPECT_EQ(found.adjusted.p, 1);
  EXPECT_TRUE(std::isinf(found.adjusted.upper));
}

// Returns the interval that other functions make of moments: t with n - 1 degrees of freedom.
StudentInterval interval_of(const Moments& users, double alpha) {
  const double n = static_cast<double>(users.n);
  return student_interval(users.mean, std::sqrt(users.variance / n), n - 1, alpha);
}

void expect_same(const StudentInterval& found, const StudentInterval& expected) {
  EXPECT_EQ(found.degrees_of_freedom, expected.degrees_of_freedom);
  EXPECT_THAT(found.estimate, IsClose(expected.estimate, kClosedForm));
  EXPECT_THAT(found.standard_error, IsClose(expected.standard_error, kClosedForm));
  EXPECT_THAT(found.lower, IsClose(expected.lower, kClosedForm));
  EXPECT_THAT(found.upper, IsClose(expected.upper, kClosedForm));
}

TEST(ControlVariateMoments, StandForTheAdjustedEstimate) {
  for_each_case("control_variate_known_mean", [](const auto& input, const auto& expect) {
    const std::vector<double> x = numbers(input.at("x"));
    const std::vector<double> d = numbers(input.at("d"));
    const double known_mean = input.at("mu_x");
    const double alpha = input.at("alpha");
    const StudentInterval found = interval_of(control_variate_moments(d, x, known_mean), alpha);
    expect_same(found, control_variate(paired_moments(x, d), known_mean, alpha).adjusted);
    EXPECT_THAT(found.lower, IsClose(double{expect.at("lo")}, kClosedForm));
    EXPECT_THAT(found.upper, IsClose(double{expect.at("hi")}, kClosedForm));
  });
}

// The differences of these treatments, in the metric and in the variate, are those of the vectors.
TEST(ControlVariateMoments, OfPairsStandForTheAdjustedDifference) {
  for_each_case("control_variate_known_mean", [](const auto& input, const auto&) {
    const std::vector<double> x = numbers(input.at("x"));
    const std::vector<double> d = numbers(input.at("d"));
    const double missed = input.at("mu_x");
    const double alpha = input.at("alpha");
    constexpr double kKnownMean = 7;
    std::vector<double> first(d.size());
    std::vector<double> second(d.size());
    std::vector<double> first_variates(d.size());
    std::vector<double> second_variates(d.size());
    for (std::size_t i = 0; i < d.size(); ++i) {
      const double wave = std::sin(static_cast<double>(i));
      first[i] = 20 + 3 * wave;
      second[i] = first[i] + d[i];
      first_variates[i] = kKnownMean + 0.5 * wave * wave;
      second_variates[i] = first_variates[i] + x[i] - missed;
    }
    const PairedMoments found =
        control_variate_paired_moments(first, second, first_variates, second_variates, kKnownMean);
    expect_same(paired_comparison(found, alpha).difference,
                control_variate(paired_moments(x, d), missed, alpha).adjusted);
    EXPECT_THAT(found.second.mean - found.first.mean, IsClose(found.difference.mean, kNumeric));
    EXPECT_THAT(found.first.variance + found.second.variance - 2 * found.covariance,
                IsClose(found.difference.variance, kNumeric));
    EXPECT_EQ(found.first.n, d.size() - 1);
    EXPECT_EQ(found.second.n, d.size() - 1);
  });
}

const std::vector<double> kFirst = {12, 7, 15, 9, 20, 11, 8, 14};
const std::vector<double> kSecond = {13, 9, 15, 11, 22, 11, 10, 15};
const std::vector<double> kFirstVariates = {1, -2, 2, -1, 3, 0, -2, 1};
const std::vector<double> kSecondVariates = {2, -1, 1, 0, 4, -1, -1, 1};

TEST(ControlVariateMoments, SwappingTheTreatmentsNegates) {
  const PairedMoments one =
      control_variate_paired_moments(kFirst, kSecond, kFirstVariates, kSecondVariates, 0.2);
  const PairedMoments other =
      control_variate_paired_moments(kSecond, kFirst, kSecondVariates, kFirstVariates, 0.2);
  EXPECT_DOUBLE_EQ(other.difference.mean, -one.difference.mean);
  EXPECT_DOUBLE_EQ(other.difference.variance, one.difference.variance);
  EXPECT_DOUBLE_EQ(other.first.mean, one.second.mean);
  EXPECT_DOUBLE_EQ(other.first.variance, one.second.variance);
  EXPECT_DOUBLE_EQ(other.covariance, one.covariance);
}

TEST(ControlVariateMoments, AgreeAboutZero) {
  const PairedMoments users =
      control_variate_paired_moments(kFirst, kSecond, kFirstVariates, kSecondVariates, 0);
  int significant = 0;
  for (const double alpha : {1e-4, 0.001, 0.01, 0.05, 0.2, 0.5}) {
    const StudentInterval found = paired_comparison(users, alpha).difference;
    EXPECT_EQ(found.excludes_zero(), found.p <= alpha);
    EXPECT_EQ(fieller_interval(paired_difference(users), found.critical).contains(0),
              !found.excludes_zero());
    significant += found.excludes_zero();
  }
  EXPECT_GT(significant, 0);
  EXPECT_LT(significant, 6);
}

TEST(ControlVariateMoments, OfAVariateThatDoesNotVaryAreThePlainMeans) {
  const std::vector<double> flat(kFirst.size(), 3.0);
  const Moments plain = moments(kFirst);
  EXPECT_EQ(control_variate_moments(kFirst, flat, 1).mean, plain.mean);
  const PairedMoments found = control_variate_paired_moments(kFirst, kSecond, flat, flat, 1);
  EXPECT_EQ(found.first.mean, plain.mean);
  EXPECT_EQ(found.second.mean, moments(kSecond).mean);
  // The squared standard error is larger than the plain one, for one degree of freedom less.
  EXPECT_THAT(found.first.variance / 7, IsClose(plain.variance / 8 * 7 / 6, kClosedForm));
}

TEST(ControlVariateMoments, OfTooFewUsersSayNothing) {
  const std::vector<double> two = {1, 2};
  const std::vector<double> other = {4, 7};
  const Moments found = control_variate_moments(two, other, 0);
  EXPECT_EQ(found.mean, 1.5);
  EXPECT_TRUE(std::isinf(interval_of(found, 0.05).upper));
  const PairedMoments paired = control_variate_paired_moments(two, other, two, two, 0);
  EXPECT_EQ(paired.difference.mean, 4);
  EXPECT_EQ(paired_comparison(paired, 0.05).difference.p, 1);
  EXPECT_TRUE(std::isinf(paired_comparison(paired, 0.05).difference.lower));
  EXPECT_EQ(control_variate_moments({}, {}, 0).n, 0u);
}

}  // namespace
}  // namespace reprise
