#include "recommenders/candidates/score_sums.h"

#include <gmock/gmock.h>

namespace reprise {
namespace {

using testing::ElementsAre;

class Sums : public testing::Test {
 protected:
  void add(const std::vector<TrackId>& tracks, const std::vector<double>& scores) {
    sums_.add({tracks.data(), static_cast<std::uint32_t>(tracks.size()), true},
              [&](std::uint32_t i) { return scores[i]; });
  }
  static std::vector<std::pair<TrackId, float>> listed(const TrackList& list) {
    std::vector<std::pair<TrackId, float>> listed;
    for (std::uint32_t i = 0; i < list.size; ++i) listed.emplace_back(list[i], list.scores[i]);
    return listed;
  }
  using Is = std::pair<TrackId, float>;

  ScoreSums sums_;
};

TEST_F(Sums, AreSortedByScore) {
  add({4, 2, 9}, {1, 2, 3});
  add({2, 7, 4}, {1.5, 3, 0.5});
  EXPECT_THAT(listed(sums_.unsorted()), ElementsAre(Is(4, 1.5F), Is(2, 3.5F), Is(9, 3), Is(7, 3)));
  EXPECT_FALSE(sums_.unsorted().ordered);
  EXPECT_THAT(listed(sums_.sorted()), ElementsAre(Is(2, 3.5F), Is(9, 3), Is(7, 3), Is(4, 1.5F)))
      << "equals in the order in which they were added";
  EXPECT_TRUE(sums_.sorted().ordered);
  sums_.clear(1);
  add({9, 4}, {1, 2});
  EXPECT_THAT(listed(sums_.sorted()), ElementsAre(Is(4, 2), Is(9, 1)));
}

TEST_F(Sums, TakeTheFirstScoreThatAListGives) {
  add({4, 2, 4, 4}, {1, 2, 8, 16});
  add({4, 4}, {32, 64});
  EXPECT_THAT(listed(sums_.unsorted()), ElementsAre(Is(4, 33), Is(2, 2)));
}

// In float, 2^24 + 1 + 1 is 2^24.
TEST_F(Sums, AreInDouble) {
  add({0, 1}, {0x1p24, 1});
  add({0}, {1});
  add({0}, {1});
  EXPECT_EQ(sums_.unsorted().scores[0], 0x1p24F + 2);
}

}  // namespace
}  // namespace reprise
