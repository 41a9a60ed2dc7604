// Tests moments of rounded and cut-off normal numbers beside numerical integrals.
#include "experiments/fitting/shares/truncated_normal.h"

#include <gmock/gmock.h>

namespace reprise {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// Simpson's rule, relative to the largest density, so that far tails do not vanish.
TruncatedNormal integrated(double low, double high) {
  const double from = std::max(low, -40.0);
  const double to = std::min({high, 40.0, std::max(low, 0.0) + 12});
  const double start = std::max(from, to - 60);
  const double top = start > 0 ? start : to < 0 ? to : 0;
  constexpr int kParts = 200'000;
  double sum = 0;
  double first = 0;
  double second = 0;
  for (int i = 0; i <= kParts; ++i) {
    const double x = start + (to - start) * i / kParts;
    const double weight = i == 0 || i == kParts ? 1 : i % 2 == 1 ? 4 : 2;
    const double density = weight * std::exp(0.5 * (top * top - x * x));
    sum += density;
    first += density * x;
    second += density * x * x;
  }
  const double mean = first / sum;
  return {std::log(sum * (to - start) / kParts / 3) - 0.5 * top * top - 0.91893853320467274, mean,
          second / sum - mean * mean};
}

TEST(TruncatedNormal, AgreesWithIntegrals) {
  const std::pair<double, double> intervals[] = {
      {-1, 1},           {0.3, 0.31},      {-0.02, 0.03}, {2, 4},           {-4, -2},
      {4.9, 6},          {5.1, 6},         {5.1, 5.12},   {-9, -7},         {12, 14},
      {-kInfinity, 0.5}, {1.5, kInfinity}, {-8, 9},       {5.5, kInfinity}, {-kInfinity, -6},
      {-kInfinity, -30}, {0, 0.049},       {0, 0.051}};
  for (const auto& [low, high] : intervals) {
    const TruncatedNormal found = truncated_normal(low, high);
    const TruncatedNormal expected = integrated(low, high);
    const std::string at = fmt::format("({}, {})", low, high);
    EXPECT_NEAR(found.log_chance, expected.log_chance, 2e-3) << at;
    EXPECT_NEAR(found.mean, expected.mean, 2e-3 * std::max(1.0, std::abs(expected.mean))) << at;
    EXPECT_NEAR(found.variance, expected.variance, 2e-3) << at;
    EXPECT_NEAR(log_chance_between(low, high), found.log_chance, 1e-12) << at;
  }
}

TEST(TruncatedNormal, KnowsTheTailToManyDigits) {
  for (double from = -9; from < 26; from += 0.0371) {
    const double chance = 0.5 * std::erfc(from * std::sqrt(0.5));
    const double hazard = 0.3989422804014327 * std::exp(-0.5 * from * from) / chance;
    const TruncatedNormal found = truncated_normal(from, kInfinity);
    // Beyond 25 the tail is an exponential.
    const double exact = from <= 25 ? 3e-8 : 2e-3;
    EXPECT_NEAR(found.log_chance, std::log(chance), exact) << from;
    EXPECT_NEAR(found.mean, hazard, exact * std::max(1.0, hazard)) << from;
    EXPECT_NEAR(found.variance, 1 - hazard * (hazard - from), 20 * exact) << from;
    EXPECT_NEAR(MovedInterval(from - 3, kInfinity).log_chance(-3), found.log_chance, 1e-10);
  }
  const TruncatedNormal all = truncated_normal(-kInfinity, kInfinity);
  EXPECT_EQ(all.log_chance, 0);
  EXPECT_EQ(all.mean, 0);
  EXPECT_EQ(all.variance, 1);
}

TEST(TruncatedNormal, IsSymmetric) {
  for (const double low : {-7.0, -2.0, 0.1, 3.0, 8.0}) {
    const TruncatedNormal right = truncated_normal(low, low + 0.7);
    const TruncatedNormal left = truncated_normal(-low - 0.7, -low);
    EXPECT_NEAR(right.log_chance, left.log_chance, 1e-12);
    EXPECT_NEAR(right.mean, -left.mean, 1e-12);
    EXPECT_NEAR(right.variance, left.variance, 1e-12);
  }
}

TEST(TruncatedNormal, StaysFiniteFarAway) {
  for (const double low : {30.0, 100.0, 1000.0}) {
    for (const double high : {low + 0.001, low + 5, kInfinity}) {
      const TruncatedNormal found = truncated_normal(low, high);
      EXPECT_TRUE(std::isfinite(found.log_chance)) << low << " " << high;
      EXPECT_GE(found.mean, low);
      EXPECT_LE(found.mean, std::min(high, low + 0.1));
    }
  }
}

}  // namespace
}  // namespace reprise
