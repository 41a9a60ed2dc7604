#include "experiments/statistics/control_variate.h"

#include "tests/statistics/vectors.h"

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

}  // namespace
}  // namespace reprise
