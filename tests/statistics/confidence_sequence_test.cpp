#include "experiments/statistics/confidence_sequence.h"

#include <limits>

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/normal_distribution.hpp>

#include "experiments/statistics/student_t.h"
#include "tests/statistics/vectors.h"

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

// Fifty looks at experiments without an effect. The fixed interval cries wolf in about 3 of 10, far
// above the 140 of 2000 that a false alarm of 1e-4 allows a true 5 %; the sequence does not.
TEST(ConfidenceSequence, SurvivesFiftyLooks) {
  constexpr int kRuns = 2000;
  constexpr std::uint64_t kLooks = 50;
  constexpr std::uint64_t kUsersPerLook = 20;
  constexpr double kAlpha = 0.05;
  const double rho2 = confidence_sequence_rho2(kAlpha, kLooks * kUsersPerLook);
  boost::random::mt19937_64 random(5);
  boost::random::normal_distribution<double> normal;
  int fixed = 0;
  int sequence = 0;
  std::vector<double> users(kUsersPerLook);
  for (int run = 0; run < kRuns; ++run) {
    Moments all;
    bool fixed_cried = false;
    bool sequence_cried = false;
    for (std::uint64_t look = 0; look < kLooks; ++look) {
      for (double& user : users) user = normal(random);
      all = merged(all, moments(users));
      const double n = static_cast<double>(all.n);
      const double se = std::sqrt(all.variance / n);
      fixed_cried |= student_interval(all.mean, se, n - 1, kAlpha).excludes_zero();
      sequence_cried |= confidence_sequence(all.mean, se, all.n, rho2, kAlpha).excludes_zero();
    }
    fixed += fixed_cried;
    sequence += sequence_cried;
  }
  EXPECT_GT(fixed, 500);
  EXPECT_LE(sequence, 140);
}

}  // namespace
}  // namespace reprise
