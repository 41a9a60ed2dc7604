#include "experiments/statistics/equivalence.h"

#include "experiments/statistics/welch.h"
#include "tests/experiments/statistics/vectors.h"

namespace reprise {
namespace {

TEST(Equivalence, MatchesTheVectors) {
  for_each_case("noninferiority_tost", [](const auto& input, const auto& expect) {
    const StudentInterval effect = welch(treatment_of(input, 0), treatment_of(input, 1), 0.05);
    EXPECT_THAT(effect.estimate, IsClose(double{expect.at("diff")}, kClosedForm));
    EXPECT_THAT(effect.standard_error, IsClose(double{expect.at("se")}, kClosedForm));
    EXPECT_THAT(effect.degrees_of_freedom, IsClose(double{expect.at("df")}, kClosedForm));
    const Equivalence found = equivalence(effect, input.at("margin"), input.at("alpha"));
    EXPECT_THAT(found.p_noninferior, IsClose(double{expect.at("p_noninferior")}, kClosedForm));
    EXPECT_THAT(found.p_equivalent, IsClose(double{expect.at("p_tost")}, kClosedForm));
    EXPECT_THAT(found.lower, IsClose(double{expect.at("lower_onesided")}, kClosedForm));
    EXPECT_THAT(found.lower, IsClose(double{expect.at("tost_ci_lo")}, kClosedForm));
    EXPECT_THAT(found.upper, IsClose(double{expect.at("tost_ci_hi")}, kClosedForm));
  });
}

TEST(Equivalence, HoldsExactlyWhenTheIntervalIsInsideTheMargins) {
  int equivalent = 0;
  for (int step = -20; step <= 20; ++step) {
    const double estimate = 0.05 * step + 0.013;
    for (const double margin : {0.1, 0.4, 0.9}) {
      const Equivalence found =
          equivalence(student_interval(estimate, 0.2, 30, 0.05), margin, 0.05);
      EXPECT_EQ(found.equivalent, -margin < found.lower && found.upper < margin);
      EXPECT_EQ(found.noninferior, -margin < found.lower);
      equivalent += found.equivalent;
    }
  }
  EXPECT_GT(equivalent, 10);
}

TEST(Equivalence, SwappingTheTreatmentsChangesNothing) {
  const Equivalence one = equivalence(student_interval(0.1, 0.2, 30, 0.05), 0.5, 0.05);
  const Equivalence other = equivalence(student_interval(-0.1, 0.2, 30, 0.05), 0.5, 0.05);
  EXPECT_DOUBLE_EQ(one.p_equivalent, other.p_equivalent);
  EXPECT_DOUBLE_EQ(one.lower, -other.upper);
}

TEST(Equivalence, OfTheSameRecommenderIsCertain) {
  const Equivalence same = equivalence(student_interval(0, 0, 9, 0.05), 0.1, 0.05);
  EXPECT_TRUE(same.equivalent);
  EXPECT_EQ(same.p_equivalent, 0);
  const Equivalence worse = equivalence(student_interval(-0.1, 0, 9, 0.05), 0.1, 0.05);
  EXPECT_FALSE(worse.noninferior);
}

TEST(Equivalence, OfTooFewUsersIsNotShown) {
  const Equivalence found = equivalence(student_interval(0, 0, 0, 0.05), 0.1, 0.05);
  EXPECT_FALSE(found.equivalent);
  EXPECT_EQ(found.p_equivalent, 1);
  EXPECT_TRUE(std::isinf(found.lower));
}

}  // namespace
}  // namespace reprise
