#include "recommenders/training/strata.h"

#include <algorithm>
#include <set>
#include <tuple>

#include <gmock/gmock.h>

namespace reprise {
namespace {

using testing::ElementsAre;

TEST(Strata, AreAPermutationInStretches) {
  std::vector<std::uint32_t> observations(101);
  for (std::uint32_t i = 0; i < 101; ++i) observations[i] = i * i % 57;
  const Strata strata = balance_strata(observations, {}, 8);
  EXPECT_EQ(strata.begin.front(), 0u);
  EXPECT_EQ(strata.begin.back(), 101u);
  std::set<std::uint32_t> places;
  for (std::uint32_t row = 0; row < 101; ++row) {
    const std::uint32_t place = strata.place_of[row];
    EXPECT_TRUE(places.insert(place).second) << place;
    const std::uint32_t stratum = strata.stratum_of_place(place);
    EXPECT_GE(place, strata.begin[stratum]);
    EXPECT_LT(place, strata.begin[stratum + 1]);
  }
}

// A stratum may have more than its share only if a single row is that heavy. Here no row is, so the
// loads differ by at most one light row.
TEST(Strata, AreBalanced) {
  std::vector<std::uint32_t> observations(1000, 3);
  observations[17] = 900;
  observations[18] = 400;
  const Strata strata = balance_strata(observations, {}, 4);
  std::vector<std::uint32_t> loads(4, 0);
  for (std::uint32_t row = 0; row < 1000; ++row) {
    loads[strata.stratum_of_place(strata.place_of[row])] += observations[row] + 1;
  }
  const auto [least, most] = std::minmax_element(loads.begin(), loads.end());
  EXPECT_LE(*most - *least, 4u) << "no more than one light row apart";
}

TEST(Strata, KeepGroupsTogether) {
  std::vector<std::uint32_t> observations(60, 2);
  std::vector<std::uint32_t> group_of(60);
  for (std::uint32_t row = 0; row < 60; ++row) group_of[row] = row % 13;
  const Strata strata = balance_strata(observations, group_of, 5);
  std::vector<std::set<std::uint32_t>> strata_of_group(13);
  for (std::uint32_t row = 0; row < 60; ++row) {
    strata_of_group[group_of[row]].insert(strata.stratum_of_place(strata.place_of[row]));
  }
  for (const auto& found : strata_of_group) EXPECT_EQ(found.size(), 1u);
}

TEST(SortPairs, KeepsEveryPairOnceAndOrderWithinACell) {
  PairLog log(10, 10);
  for (std::uint32_t block = 0; block < 20; ++block) {
    std::vector<Pair> pairs;
    for (std::uint32_t i = 0; i < 50; ++i) {
      pairs.push_back({(block + i) % 10, i % 10, static_cast<Hundredths>(block * 50 + i)});
    }
    log.add_block(block, pairs);
  }
  const Split split(stream_key(1, "split"), 0.2, 0.3);
  const std::vector<std::uint32_t> equal(10, 1);
  const Strata contexts = balance_strata(equal, {}, 2);
  const Strata tracks = balance_strata(equal, {}, 2);
  SplitPairs sorted = sort_into_strata(log, split, contexts, tracks);
  std::set<Hundredths> seen;
  const auto rising = [&](std::span<const Pair> pairs) {
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      EXPECT_TRUE(seen.insert(pairs[i].time).second);
      if (i > 0) {
        EXPECT_LT(pairs[i - 1].time, pairs[i].time);
      }
    }
  };
  for (std::uint32_t cell = 0; cell < 4; ++cell) {
    for (const Pair& pair : sorted.cell(cell)) {
      EXPECT_EQ(contexts.stratum_of_place(pair.context) * 2 + tracks.stratum_of_place(pair.track),
                cell);
      // The time is the pair's position, from which its rows follow.
      const auto position = static_cast<std::uint32_t>(pair.time);
      EXPECT_EQ(pair.context, contexts.place_of[(position / 50 + position % 50) % 10]);
      EXPECT_EQ(pair.track, tracks.place_of[position % 50 % 10]);
    }
    rising(sorted.cell(cell));
  }
  rising(sorted.validation);
  rising(sorted.test);
  EXPECT_EQ(seen.size(), 1000u);
  // The draws have chances .2 and .3: five standard deviations are sqrt(1000 x .2 x .8) x 5 = 63,
  // and 72.
  EXPECT_NEAR(static_cast<double>(sorted.validation.size()), 200, 63);
  EXPECT_NEAR(static_cast<double>(sorted.test.size()), 300, 72);

  const Observations observations = count_observations(log, split);
  std::vector<std::uint32_t> expected(10, 0);
  for (const Pair& pair : sorted.train) {
    ++expected[static_cast<std::uint32_t>(pair.time) % 50 % 10];
  }
  EXPECT_EQ(observations.tracks, expected);
}

TEST(Shuffle, PutsEveryPairAnywhere) {
  // Counts how often item 0 of three comes to each place, over several addresses.
  std::vector<int> places(3, 0);
  for (std::uint32_t i = 0; i < 3000; ++i) {
    std::vector<Pair> pairs = {{0, 0, 0}, {1, 0, 0}, {2, 0, 0}};
    shuffle(pairs, Stream(stream_key(1, "shuffle"), i));
    ++places[static_cast<std::size_t>(std::find(pairs.begin(), pairs.end(), Pair{0, 0, 0}) -
                                      pairs.begin())];
  }
  // The tolerance is five standard deviations of sqrt(3000 x 1/3 x 2/3) = 25.8.
  for (const int count : places) EXPECT_NEAR(count, 1000, 130);
}

}  // namespace
}  // namespace reprise
