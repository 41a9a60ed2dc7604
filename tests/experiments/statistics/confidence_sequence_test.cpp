#include "experiments/statistics/confidence_sequence.h"

#include <limits>

#include "tests/experiments/statistics/vectors.h"

namespace reprise {
namespace {

TEST(ConfidenceSequence, MatchesTheVectors) {
  for_each_case("asymptotic_confidence_sequence", [](const auto& input, const auto& expect) {
    ASSERT_EQ(input.at("null"), 0);
    const double alpha = input.at("alpha");
    const double rho2 = confidence_sequence_rho2(alpha, input.at("N_opt"));
    EXPECT_THAT(confidence_sequence_rho2(alpha, 1),
                IsClose(double{expect.at("lambda_alpha")}, kClosedForm));
    EXPECT_THAT(rho2, IsClose(double{expect.at("rho2")}, kClosedForm));
    const double se = input.at("se");
    const AnytimeInterval found =
        confidence_sequence(input.at("estimate"), se, input.at("N"), rho2, alpha);
    const double half_width = (found.upper - found.lower) / 2;
    EXPECT_THAT(half_width, IsClose(double{expect.at("halfwidth")}, kClosedForm));
    EXPECT_THAT(half_width / se, IsClose(double{expect.at("multiplier")}, kClosedForm));
    EXPECT_THAT(found.lower, IsClose(double{expect.at("lo")}, kClosedForm));
    EXPECT_THAT(found.upper, IsClose(double{expect.at("hi")}, kClosedForm));
    EXPECT_THAT(found.p, IsClose(double{expect.at("p_anytime")}, kClosedForm));
    EXPECT_THAT(-std::log(found.p), IsClose(double{expect.at("log_e")}, kClosedForm));
    const AnytimeInterval rough = confidence_sequence(input.at("estimate"), se, input.at("N"),
                                                      double{expect.at("rho2_approx")}, alpha);
    EXPECT_THAT((rough.upper - rough.lower) / 2,
                IsClose(double{expect.at("halfwidth_approx")}, kClosedForm));
  });
}

TEST(ConfidenceSequence, IsNarrowestWhereItIsTuned) {
  const auto width = [](std::uint64_t optimal_users) {
    const double rho2 = confidence_sequence_rho2(0.05, optimal_users);
    return confidence_sequence(0, 1, 5000, rho2, 0.05).upper;
  };
  EXPECT_LT(width(5000), width(4900));
  EXPECT_LT(width(5000), width(5100));
}

TEST(ConfidenceSequence, ExcludesZeroExactlyWhenPIsAtMostAlpha) {
  const double rho2 = confidence_sequence_rho2(0.05, 2000);
  const double edge = confidence_sequence(0, 1, 700, rho2, 0.05).upper;
  for (const double ratio : {-30.0, -1.000001, -0.999999, 0.0, 0.999999, 1.000001, 1e10}) {
    const AnytimeInterval found = confidence_sequence(ratio * edge, 1, 700, rho2, 0.05);
    EXPECT_EQ(found.excludes_zero(), std::abs(ratio) > 1);
    EXPECT_EQ(found.excludes_zero(), found.p <= 0.05);
  }
}

TEST(ConfidenceSequence, AtTheEdges) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(confidence_sequence(3, 1, 1, 0.01, 0.05).upper, kInfinity);
  EXPECT_EQ(confidence_sequence(3, kInfinity, 10, 0.01, 0.05).p, 1);
  EXPECT_EQ(confidence_sequence(0, 0, 10, 0.01, 0.05).p, 1);
  EXPECT_EQ(confidence_sequence(3, 0, 10, 0.01, 0.05).p, 0);
  EXPECT_EQ(confidence_sequence(3, 0, 10, 0.01, 0.05).lower, 3);
}

}  // namespace
}  // namespace reprise
