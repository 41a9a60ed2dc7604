#include "sim/random/numpy_stream.h"

#include <gtest/gtest.h>

namespace reprise {
namespace {

// The values were measured with NumPy 1.24: numpy.random.seed(31337), then randint(10000), choice
// of 3, choice of 10, random(), random().
TEST(NumpyStream, IsThatOfNumPy) {
  NumpyStream stream(31337);
  EXPECT_EQ(stream.index(10'000), 3255u);
  EXPECT_EQ(stream.index(3), 2u);
  EXPECT_EQ(stream.index(10), 7u);
  EXPECT_EQ(stream.unit(), 0.17134622674002598);
  EXPECT_EQ(stream.unit(), 0.3716175858787386);
}

TEST(NumpyStream, OfOneValueDrawsNothing) {
  NumpyStream stream(31337);
  EXPECT_EQ(stream.index(1), 0u);
  EXPECT_EQ(stream.index(10'000), 3255u);
}

TEST(NumpyStream, IndexIsTheLowBitsThatFit) {
  // `words` are the engine's own words, with which the test repeats the rejections.
  boost::random::mt19937 words(5);
  NumpyStream stream(5);
  for (int i = 0; i < 1000; ++i) {
    std::uint32_t expected = words() & 7u;
    while (expected > 4) expected = words() & 7u;
    ASSERT_EQ(stream.index(5), expected);
  }
  for (int i = 0; i < 10; ++i) ASSERT_EQ(stream.index(0x80000000u), words() & 0x7fffffffu);
}

TEST(NumpyStream, UnitTakesTwoWords) {
  boost::random::mt19937 words(5);
  NumpyStream stream(5);
  for (int i = 0; i < 100; ++i) {
    const std::uint32_t a = words() >> 5;
    const std::uint32_t b = words() >> 6;
    const double unit = stream.unit();
    EXPECT_EQ(unit, (a * 67108864.0 + b) / 9007199254740992.0);
    EXPECT_GE(unit, 0.0);
    EXPECT_LT(unit, 1.0);
  }
}

}  // namespace
}  // namespace reprise
