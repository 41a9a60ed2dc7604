#include "experiments/statistics/student_t.h"

#include <limits>
#include <numbers>

#include "tests/experiments/statistics/vectors.h"

namespace reprise {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(StudentT, MatchesClosedFormsIntoTheFarTail) {
  for (const double t : {1e-3, 0.5, 2.0, 1e3, 1e8, 1e15}) {
    EXPECT_THAT(student_t_two_sided_p(t, 1),
                IsClose(2 / std::numbers::pi * std::atan(1 / t), kClosedForm));
    const double root = std::sqrt(2 + t * t);
    EXPECT_THAT(student_t_two_sided_p(t, 2), IsClose(2 / (root * (root + t)), kClosedForm));
  }
  // With many degrees of freedom p is the normal tail at 30 standard errors, 2 *
  // 4.906713927148187e-198.
  EXPECT_THAT(student_t_two_sided_p(30, 1e15), IsClose(9.813427854296374e-198, kNumeric));
}

TEST(StudentT, CriticalValueInvertsP) {
  for (const double df : {1.0, 1.5, 2.0, 7.93, 100.0, 1980.12, 1e6, 1e9}) {
    double last = kInfinity;
    for (const double alpha : {1e-100, 1e-12, 1e-3, 0.01, 0.05, 0.2, 0.9}) {
      const double critical = student_t_critical(alpha, df);
      EXPECT_THAT(student_t_two_sided_p(critical, df), IsClose(alpha, kNumeric)) << df;
      EXPECT_LT(critical, last);
      last = critical;
    }
  }
}

TEST(StudentT, IsSymmetricAndTakesInfinities) {
  EXPECT_EQ(student_t_two_sided_p(-2.5, 9), student_t_two_sided_p(2.5, 9));
  EXPECT_DOUBLE_EQ(student_t_upper_tail(-2.5, 9) + student_t_upper_tail(2.5, 9), 1);
  EXPECT_EQ(student_t_upper_tail(kInfinity, 9), 0);
  EXPECT_EQ(student_t_upper_tail(-kInfinity, 9), 1);
  EXPECT_EQ(student_t_two_sided_p(0, 9), 1);
}

TEST(StudentInterval, WithoutSpread) {
  const StudentInterval nothing = student_interval(0, 0, 5, 0.05);
  EXPECT_EQ(nothing.lower, 0);
  EXPECT_EQ(nothing.upper, 0);
  EXPECT_EQ(nothing.p, 1);
  EXPECT_FALSE(nothing.excludes_zero());

  const StudentInterval certain = student_interval(-2, 0, 5, 0.05);
  EXPECT_EQ(certain.lower, -2);
  EXPECT_EQ(certain.upper, -2);
  EXPECT_EQ(certain.p, 0);
  EXPECT_TRUE(certain.excludes_zero());
}

TEST(StudentInterval, WithoutDegreesOfFreedom) {
  const StudentInterval unknown = student_interval(7, 0, 0, 0.05);
  EXPECT_EQ(unknown.estimate, 7);
  EXPECT_EQ(unknown.lower, -kInfinity);
  EXPECT_EQ(unknown.upper, kInfinity);
  EXPECT_EQ(unknown.p, 1);
  EXPECT_FALSE(unknown.excludes_zero());
}

TEST(StudentInterval, ExcludesZeroExactlyWhenPIsAtMostAlpha) {
  for (const double df : {1.0, 3.3, 40.0, 5000.0}) {
    for (const double alpha : {0.001, 0.05, 0.2}) {
      const double critical = student_t_critical(alpha, df);
      for (const double ratio : {-2.0, -1.000001, -0.999999, 0.0, 0.5, 0.999999, 1.000001, 50.0}) {
        const StudentInterval interval = student_interval(ratio * critical * 0.3, 0.3, df, alpha);
        EXPECT_EQ(interval.excludes_zero(), interval.p <= alpha) << df << " " << ratio;
        EXPECT_EQ(interval.excludes_zero(), std::abs(ratio) > 1);
      }
    }
  }
}

TEST(StudentIntervalDeathTest, RefusesWhatHasNoMeaning) {
  EXPECT_DEATH(student_interval(1, -1, 5, 0.05), "standard error -1");
  EXPECT_DEATH(student_interval(std::nan(""), 1, 5, 0.05), "estimate nan");
  EXPECT_DEATH(student_interval(1, 1, 5, 0), "alpha 0");
}

}  // namespace
}  // namespace reprise
