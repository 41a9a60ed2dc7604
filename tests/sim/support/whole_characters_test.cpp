#include "sim/support/whole_characters.h"

#include <gtest/gtest.h>

namespace reprise {
namespace {

TEST(WholeCharacters, NoneIsCut) {
  const std::string_view text = "aы€😀";  // of 1, 2, 3 and 4 bytes
  const std::string_view expected[] = {"",    "a",   "a",   "aы",  "aы",   "aы",
                                       "aы€", "aы€", "aы€", "aы€", "aы€😀", "aы€😀"};
  for (std::size_t most = 0; most < std::size(expected); ++most) {
    EXPECT_EQ(whole_characters(text, most), expected[most]) << most;
  }
  EXPECT_EQ(whole_characters("\x80\x80\x80", 2), "");
}

}  // namespace
}  // namespace reprise
