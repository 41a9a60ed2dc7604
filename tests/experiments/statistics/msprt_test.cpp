#include "experiments/statistics/msprt.h"

#include "tests/experiments/statistics/vectors.h"

namespace reprise {
namespace {

TEST(MixtureTest, MatchesTheVectors) {
  for_each_case("msprt_normal_two_sample", [](const auto& input, const auto& expect) {
    ASSERT_EQ(input.at("theta0"), 0);
    const double variance = input.at("sigma2");
    EXPECT_EQ(2 * variance, double{expect.at("V")});
    const double difference = double{input.at("mean_y")} - double{input.at("mean_x")};
    const MixtureTest found = msprt(difference, variance, input.at("n"), input.at("tau2"), 0.05);
    EXPECT_THAT(found.log_likelihood_ratio, IsClose(double{expect.at("log_lambda")}, kNumeric));
    EXPECT_THAT(found.interval.p, IsClose(double{expect.at("p")}, kNumeric));
    EXPECT_THAT(found.interval.lower, IsClose(double{expect.at("ci95_lo")}, kNumeric));
    EXPECT_THAT(found.interval.upper, IsClose(double{expect.at("ci95_hi")}, kNumeric));
  });
}

// The vectors of confidence sequences also have the parameters of the same mixture test.
TEST(MixtureTest, IsAConfidenceSequenceOfKnownVariance) {
  for_each_case("asymptotic_confidence_sequence", [](const auto& input, const auto& expect) {
    const double of_pair = expect.at("mSPRT_V");
    const MixtureTest found = msprt(input.at("estimate"), of_pair / 2, input.at("N"),
                                    expect.at("mSPRT_tau2"), input.at("alpha"));
    EXPECT_THAT(found.interval.lower, IsClose(double{expect.at("lo")}, kNumeric));
    EXPECT_THAT(found.interval.upper, IsClose(double{expect.at("hi")}, kNumeric));
    EXPECT_THAT(found.log_likelihood_ratio, IsClose(double{expect.at("log_e")}, kNumeric));
  });
}

TEST(MixtureTest, ExcludesZeroExactlyWhenPIsAtMostAlpha) {
  const double edge = msprt(0, 4, 700, 0.1, 0.05).interval.upper;
  for (const double ratio : {-3.0, -1.000001, -0.999999, 0.0, 0.999999, 1.000001, 10.0}) {
    const MixtureTest found = msprt(ratio * edge, 4, 700, 0.1, 0.05);
    EXPECT_EQ(found.interval.excludes_zero(), std::abs(ratio) > 1);
    EXPECT_EQ(found.interval.excludes_zero(), found.interval.p <= 0.05);
    EXPECT_THAT(found.interval.p,
                IsClose(std::min(1.0, std::exp(-found.log_likelihood_ratio)), kClosedForm));
  }
}

}  // namespace
}  // namespace reprise
