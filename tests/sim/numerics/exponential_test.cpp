#include "sim/numerics/exponential.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "sim/random/streams.h"

namespace reprise {
namespace {

// Returns the error in units in the last place of the true value, which long double knows to 2^-11
// of a unit.
double error_at(double x) {
  const long double truth = std::exp(static_cast<long double>(x));
  const auto nearest = static_cast<double>(truth);
  const double unit = std::nextafter(nearest, std::numeric_limits<double>::infinity()) - nearest;
  return static_cast<double>(std::abs(exponential(x) - truth) / unit);
}

TEST(Exponential, IsWithinOneUnitInTheLastPlace) {
  Stream words(stream_key(1, "exponential_test"), 0);
  for (int i = 0; i < 300'000; ++i) {
    const double unit = uniform_unit(words()) + 0x1p-32 * uniform_unit(words());
    for (const double x : {-708 + 1417 * unit, -40 + 80 * unit, -1 + 2 * unit, 1e-9 * unit}) {
      ASSERT_LT(error_at(x), 1.0) << x;
    }
  }
}

TEST(Exponential, IsExactWhereItHasToBe) {
  EXPECT_EQ(exponential(0.0), 1.0);
  EXPECT_EQ(exponential(-0.0), 1.0);
  EXPECT_EQ(exponential(0x1p-60), 1.0);
}

TEST(Exponential, HasEnds) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  EXPECT_LT(error_at(709.0), 1.0);
  EXPECT_LT(error_at(-708.0), 1.0);
  EXPECT_EQ(exponential(std::nextafter(709.0, 710.0)), kInfinity);
  EXPECT_EQ(exponential(kInfinity), kInfinity);
  EXPECT_EQ(exponential(1e300), kInfinity);
  EXPECT_EQ(exponential(-1e300), exponential(-708.0));
  EXPECT_EQ(exponential(-kInfinity), exponential(-708.0));
  EXPECT_TRUE(std::isnan(exponential(std::numeric_limits<double>::quiet_NaN())));
}

// e^x never falls when x rises. This is tested around the places where n changes, and within one n.
TEST(Exponential, Rises) {
  for (int n = -5; n <= 5; ++n) {
    double x = (n + 0.5) * std::log(2.0) - 1e-12;
    double before = exponential(x);
    for (int i = 0; i < 20'000; ++i) {
      x = std::nextafter(x, 1e9);
      const double here = exponential(x);
      ASSERT_LE(before, here) << x;
      before = here;
    }
  }
}

}  // namespace
}  // namespace reprise
