#include "experiments/statistics/welch.h"

#include "tests/experiments/statistics/vectors.h"

namespace reprise {
namespace {

TEST(Welch, MatchesTheVectors) {
  for_each_case("welch", [](const auto& input, const auto& expect) {
    const StudentInterval found =
        welch(treatment_of(input, 0), treatment_of(input, 1), input.at("alpha"));
    EXPECT_THAT(found.estimate, IsClose(double{expect.at("diff")}, kClosedForm));
    EXPECT_THAT(found.standard_error, IsClose(double{expect.at("se")}, kClosedForm));
    EXPECT_THAT(found.degrees_of_freedom, IsClose(double{expect.at("df")}, kClosedForm));
    EXPECT_THAT(found.critical, IsClose(double{expect.at("crit")}, kClosedForm));
    EXPECT_THAT(found.lower, IsClose(double{expect.at("lo")}, kClosedForm));
    EXPECT_THAT(found.upper, IsClose(double{expect.at("hi")}, kClosedForm));
    EXPECT_THAT(found.estimate / found.standard_error,
                IsClose(double{expect.at("t")}, kClosedForm));
    EXPECT_THAT(found.p, IsClose(double{expect.at("p")}, kClosedForm));
  });
}

const Moments kControl{.n = 12, .mean = 3.2, .variance = 1.7};
const Moments kTreatment{.n = 7, .mean = 4.9, .variance = 6.3};

TEST(Welch, SwappingTheTreatmentsNegates) {
  const StudentInterval one = welch(kControl, kTreatment, 0.05);
  const StudentInterval other = welch(kTreatment, kControl, 0.05);
  EXPECT_EQ(other.estimate, -one.estimate);
  EXPECT_DOUBLE_EQ(other.lower, -one.upper);
  EXPECT_DOUBLE_EQ(other.upper, -one.lower);
  EXPECT_DOUBLE_EQ(other.p, one.p);
}

TEST(Welch, ScalesWithTheMetric) {
  const StudentInterval one = welch(kControl, kTreatment, 0.05);
  for (const double scale : {1e-150, 1e-3, 60.0, 1e100}) {
    const auto scaled = [&](const Moments& treatment) {
      return Moments{.n = treatment.n,
                     .mean = treatment.mean * scale,
                     .variance = treatment.variance * scale * scale};
    };
    const StudentInterval other = welch(scaled(kControl), scaled(kTreatment), 0.05);
    EXPECT_THAT(other.lower, IsClose(one.lower * scale, kClosedForm));
    EXPECT_THAT(other.upper, IsClose(one.upper * scale, kClosedForm));
    EXPECT_THAT(other.p, IsClose(one.p, kClosedForm));
  }
}

TEST(Welch, WithOneTreatmentThatDoesNotVaryIsTheOtherTreatmentsTest) {
  const StudentInterval found = welch({.n = 5, .mean = 2, .variance = 0}, kTreatment, 0.05);
  EXPECT_DOUBLE_EQ(found.degrees_of_freedom, 6);
  EXPECT_DOUBLE_EQ(found.standard_error, std::sqrt(6.3 / 7));
}

TEST(Welch, WithoutAnyVariance) {
  const Moments flat{.n = 5, .mean = 2, .variance = 0};
  EXPECT_EQ(welch(flat, flat, 0.05).p, 1);
  EXPECT_EQ(welch(flat, flat, 0.05).lower, 0);
  const StudentInterval apart = welch(flat, {.n = 9, .mean = 5, .variance = 0}, 0.05);
  EXPECT_EQ(apart.p, 0);
  EXPECT_EQ(apart.lower, 3);
  EXPECT_EQ(apart.upper, 3);
  EXPECT_EQ(apart.degrees_of_freedom, 12);
}

TEST(Welch, OfTooFewUsersSaysNothing) {
  for (const std::uint64_t n : {0u, 1u}) {
    const StudentInterval found = welch({.n = n, .mean = 2, .variance = 0}, kTreatment, 0.05);
    EXPECT_EQ(found.p, 1);
    EXPECT_TRUE(std::isinf(found.lower) && std::isinf(found.upper));
    EXPECT_TRUE(std::isinf(welch(kControl, {.n = n, .mean = 2, .variance = 0}, 0.05).upper));
  }
}

}  // namespace
}  // namespace reprise
