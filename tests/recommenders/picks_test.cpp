#include <gmock/gmock.h>

#include "tests/chi_square.h"
#include "tests/recommenders/asking.h"
#include "tests/recommenders/small_world.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

// Picks from one list, the same for every user.
class Picks : public testing::Test {
 protected:
  Asking asking(const std::string& list, const std::string& rest) {
    std::string lines;
    for (const std::int64_t id : world_.users.ids) {
      lines += fmt::format("{{\"user\": {}, \"tracks\": [{}]}}\n", id, list);
    }
    const std::string file = folder_.write("lists.json", lines);
    return Asking(
        world_,
        fmt::format("{{candidates: {{user_list: {{file: {}, ordered: true}}}}, {}}}", file, rest));
  }
  // How often each track is picked, and that nothing else is.
  std::vector<std::uint64_t> counts(Asking& asking, const Session& session, int n) {
    std::vector<std::uint64_t> counts(world_.catalog.n_tracks(), 0);
    for (int episode = 0; episode < n; ++episode) {
      const Answer answer = asking.ask(session, static_cast<std::uint64_t>(episode));
      EXPECT_EQ(answer.tally.fallbacks(), 0u);
      ++counts[answer.track];
    }
    return counts;
  }
  // `tracks` were picked with these chances and others not at all.
  static void expect_chances(const std::vector<std::uint64_t>& counts,
                             const std::vector<TrackId>& tracks,
                             const std::vector<double>& chances) {
    std::vector<std::uint64_t> seen;
    std::uint64_t elsewhere = 0;
    for (const std::uint64_t count : counts) elsewhere += count;
    for (const TrackId track : tracks) {
      seen.push_back(counts[track]);
      elsewhere -= counts[track];
    }
    EXPECT_EQ(elsewhere, 0u);
    if (seen.size() > 1) {
      EXPECT_LT(chi_square(seen, chances), chi_square_limit(seen.size()));
    }
  }
  static std::vector<double> equal(std::size_t n) {
    return std::vector<double>(n, 1.0 / static_cast<double>(n));
  }

  World world_ = world_of(30);
  TemporaryFolder folder_;
};

TEST_F(Picks, UniformIsUniform) {
  Asking asked = asking("3, 9, 1, 27, 5", "pick: uniform");
  expect_chances(counts(asked, played(world_, {9}), 10'000), {3, 9, 1, 27, 5}, equal(5));
}

TEST_F(Picks, UniformTakesAnItemThereTwiceTwiceAsOften) {
  Asking asked = asking("3, 9, 3, 1", "pick: uniform");
  expect_chances(counts(asked, played(world_, {0}), 10'000), {3, 9, 1}, {0.5, 0.25, 0.25});
}

// Few of many excluded (a try at random succeeds), most of them (it rarely does), all but one.
TEST_F(Picks, UniformIsUniformOverWhatIsNotExcluded) {
  const std::string list = "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15";
  Asking asked = asking(list, "exclude: session, pick: uniform");
  expect_chances(counts(asked, played(world_, {0, 1, 2}), 20'000),
                 {3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, equal(13));
  expect_chances(counts(asked, played(world_, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}), 20'000),
                 {13, 14, 15}, equal(3));
  expect_chances(
      counts(asked, played(world_, {0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}), 1000), {5},
      {1});
}

TEST_F(Picks, UniformOverAWholeCatalog) {
  Asking asked(world_, "{candidates: catalog, exclude: session}");
  const Session session = played(world_, {0, 29, 7});
  std::vector<TrackId> free;
  for (TrackId track = 0; track < 30; ++track) {
    if (!session.playbacks().contains(track)) free.push_back(track);
  }
  expect_chances(counts(asked, session, 20'000), free, equal(27));
}

TEST_F(Picks, FirstIsTheHead) {
  Asking asked = asking("3, 9, 1", "pick: first");
  EXPECT_EQ(asked.ask(played(world_, {3}), 0).track, 3u);
}

TEST_F(Picks, FirstIsTheHeadOfWhatIsNotExcluded) {
  Asking asked = asking("3, 9, 1, 5", "exclude: session, pick: first");
  EXPECT_EQ(asked.ask(played(world_, {9}), 0).track, 3u);
  EXPECT_EQ(asked.ask(played(world_, {9, 3}), 0).track, 1u);
  EXPECT_EQ(asked.ask(played(world_, {9, 3, 1}), 0).track, 5u);
}

TEST_F(Picks, TopIsUniformOverTheHead) {
  Asking asked = asking("3, 9, 1, 27, 5", "pick: {top: 3}");
  expect_chances(counts(asked, played(world_, {9}), 10'000), {3, 9, 1}, equal(3));
  Asking one = asking("3, 9, 1", "pick: {top: {n: 1}}");
  expect_chances(counts(one, played(world_, {9}), 100), {3}, {1});
  Asking more = asking("3, 9", "pick: {top: 100}");
  expect_chances(counts(more, played(world_, {9}), 10'000), {3, 9}, equal(2));
}

// The first n of the list, not the first n that are free.
TEST_F(Picks, TopDoesNotReachBelowItsHead) {
  Asking asked = asking("3, 9, 1, 27, 5", "exclude: session, pick: {top: 3}, fallback: random");
  expect_chances(counts(asked, played(world_, {9}), 10'000), {3, 1}, equal(2));
  EXPECT_EQ(asked.ask(played(world_, {9, 3, 1}), 0).tally.exhausted, 1u);
}

TEST_F(Picks, NextGoesRound) {
  Asking asked = asking("3, 9, 1", "pick: next");
  EXPECT_EQ(asked.ask(played(world_, {3}), 0).track, 9u);
  EXPECT_EQ(asked.ask(played(world_, {9}), 0).track, 1u);
  EXPECT_EQ(asked.ask(played(world_, {1}), 0).track, 3u);
}

// Upstream's `sequential` looks the previous track up, and takes the head's place for one not
// found.
TEST_F(Picks, NextAfterATrackElsewhereIsTheSecond) {
  Asking asked = asking("3, 9, 1", "pick: next");
  EXPECT_EQ(asked.ask(played(world_, {20}), 0).track, 9u);
  Asking one = asking("3", "pick: next");
  EXPECT_EQ(one.ask(played(world_, {20}), 0).track, 3u);
  EXPECT_EQ(one.ask(played(world_, {3}), 0).track, 3u);
}

TEST_F(Picks, NextOfAnItemThereTwiceFollowsItsFirstPlace) {
  Asking asked = asking("3, 9, 3, 1", "pick: next");
  EXPECT_EQ(asked.ask(played(world_, {3}), 0).track, 9u);
  EXPECT_EQ(asked.ask(played(world_, {9}), 0).track, 3u) << "and so it never gets to 1";
}

TEST_F(Picks, NextSkipsWhatIsExcluded) {
  Asking asked = asking("3, 9, 1, 5", "exclude: session, pick: next");
  EXPECT_EQ(asked.ask(played(world_, {9, 3}), 0).track, 1u);
  EXPECT_EQ(asked.ask(played(world_, {3, 5}), 0).track, 9u) << "round the end";
  EXPECT_EQ(asked.ask(played(world_, {3, 9, 1, 5}), 0).tally.exhausted, 1u);
}

TEST_F(Picks, DrawOnlyWhatTheyNeed) {
  const Session session = played(world_, {9, 3});
  for (const std::string rest : {"pick: first", "pick: next", "exclude: session, pick: first"}) {
    Asking asked = asking("3, 9, 1", rest);
    Stream draws(stream_key(1, "test"), 0);
    Stream untouched = draws;
    asked.ask(session, draws);
    EXPECT_EQ(draws(), untouched()) << rest;
  }
}

}  // namespace
}  // namespace reprise
