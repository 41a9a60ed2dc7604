#include "sim/support/suggestion.h"

#include <gtest/gtest.h>

namespace reprise {
namespace {

TEST(Suggestion, CountsTheSlipsOfAKeyboard) {
  EXPECT_EQ(edit_distance("", ""), 0u);
  EXPECT_EQ(edit_distance("", "abc"), 3u);
  EXPECT_EQ(edit_distance("abc", "abc"), 0u);
  EXPECT_EQ(edit_distance("abc", "abxc"), 1u);
  EXPECT_EQ(edit_distance("abc", "ac"), 1u);
  EXPECT_EQ(edit_distance("abc", "axc"), 1u);
  EXPECT_EQ(edit_distance("abcd", "abdc"), 1u) << "neighbours swapped";
  EXPECT_EQ(edit_distance("ca", "abc"), 3u) << "optimal string alignment, not Damerau's distance";
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
}

TEST(Suggestion, IsSymmetric) {
  const std::vector<std::string> words = {"", "a", "top_pop", "tpo_pop", "sticky_artist", "stick"};
  for (const std::string& a : words) {
    for (const std::string& b : words) EXPECT_EQ(edit_distance(a, b), edit_distance(b, a));
  }
}

TEST(Suggestion, NamesTheNearestWord) {
  const std::vector<std::string> known = {"random", "top_pop", "sticky_artist"};
  EXPECT_EQ(did_you_mean("randon", known), " (did you mean 'random'?)");
  EXPECT_EQ(did_you_mean("tpo_pop", known), " (did you mean 'top_pop'?)");
  EXPECT_EQ(did_you_mean("stickyartists", known), " (did you mean 'sticky_artist'?)");
}

TEST(Suggestion, IsSilentWhenNothingIsNear) {
  EXPECT_EQ(did_you_mean("bandit", {"random", "top_pop"}), "");
  EXPECT_EQ(did_you_mean("x", {}), "");
  EXPECT_EQ(did_you_mean(std::string(100'000, 'x'), {std::string(100'000, 'x')}), "");
}

}  // namespace
}  // namespace reprise
