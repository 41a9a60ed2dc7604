#include "sim/sessions/play_counts.h"

#include <unordered_map>
#include <vector>

#include <gmock/gmock.h>

#include "sim/random/streams.h"

namespace reprise {
namespace {

TEST(PlayCounts, CountPlays) {
  PlayCounts counts;
  EXPECT_EQ(counts.count(4), 0u);
  EXPECT_EQ(counts.add(4), 0u);
  EXPECT_EQ(counts.add(4), 1u);
  EXPECT_EQ(counts.add(9), 0u);
  EXPECT_EQ(counts.count(4), 2u);
  EXPECT_EQ(counts.distinct(), 2u);
  EXPECT_THAT(counts.keys(), testing::ElementsAre(4u, 4u, 9u));
  counts.clear();
  EXPECT_THAT(counts.keys(), testing::IsEmpty());
  EXPECT_EQ(counts.count(4), 0u);
  EXPECT_EQ(counts.distinct(), 0u);
}

// Short and long sessions alternate, so that keys left over from one session would show in the
// next.
TEST(PlayCounts, DoWhatAStandardMapDoes) {
  PlayCounts counts;
  Stream stream(stream_key(1, "play_counts_test"), 0);
  for (const std::uint32_t plays : {5u, 31u, 32u, 33u, 8u, 1000u, 0u, 48u, 49u, 7u, 50u, 50u}) {
    for (const std::uint32_t keys : {3u, 40u, 2000u}) {
      counts.clear();
      std::unordered_map<std::uint32_t, std::uint32_t> map;
      std::vector<std::uint32_t> played;
      for (std::uint32_t i = 0; i < plays; ++i) {
        const std::uint32_t key = uniform_index(stream, keys);
        ASSERT_EQ(counts.add(key), map[key]++) << i << " of " << plays << " plays of " << keys;
        played.push_back(key);
        ASSERT_EQ(counts.distinct(), map.size());
        const std::uint32_t other = uniform_index(stream, keys);
        ASSERT_EQ(counts.count(other), map.contains(other) ? map[other] : 0) << i;
      }
      ASSERT_THAT(counts.keys(), testing::ElementsAreArray(played));
      for (std::uint32_t key = 0; key < keys; ++key) {
        ASSERT_EQ(counts.count(key), map.contains(key) ? map[key] : 0) << plays;
      }
    }
  }
}

}  // namespace
}  // namespace reprise
