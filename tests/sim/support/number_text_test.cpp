#include "sim/support/number_text.h"

#include <cmath>
#include <cstdint>
#include <string>

#include <gtest/gtest.h>

namespace reprise {
namespace {

TEST(NumberOfText, IsTheWholeText) {
  EXPECT_EQ(number_of_text<std::int64_t>("-17"), -17);
  EXPECT_EQ(number_of_text<std::int64_t>("010"), 10);
  EXPECT_EQ(number_of_text<double>("2.5e-1"), 0.25);
  EXPECT_TRUE(std::isinf(number_of_text<double>("inf").value()));
  for (const char* text : {"", " 1", "1 ", "+1", "1x", "0x1", "1,000", "1_000", "--1", "one"}) {
    EXPECT_FALSE(number_of_text<std::int64_t>(text)) << text;
    EXPECT_FALSE(number_of_text<double>(text)) << text;
  }
  EXPECT_FALSE(number_of_text<std::int64_t>("1.5"));
}

TEST(NumberOfText, IsAbsentWhereTheTypeCannotHoldIt) {
  EXPECT_EQ(number_of_text<std::int64_t>("9223372036854775807"), INT64_MAX);
  EXPECT_FALSE(number_of_text<std::int64_t>("9223372036854775808"));
  EXPECT_FALSE(number_of_text<std::uint64_t>("-1"));
  EXPECT_FALSE(number_of_text<double>("1e400"));
}

}  // namespace
}  // namespace reprise
