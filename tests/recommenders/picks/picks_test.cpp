#include <cmath>
#include <numeric>

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/chi_square.h"
#include "tests/recommenders/asking.h"
#include "tests/recommenders/picks/largest_beta.h"
#include "tests/recommenders/small_world.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

// Picks from one list that is the same for every user.
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
  // Does the same for a list with scores.
  Asking asking_scored(const std::string& list, const std::string& scores,
                       const std::string& rest) {
    std::string lines;
    for (const std::int64_t id : world_.users.ids) {
      lines +=
          fmt::format("{{\"user\": {}, \"tracks\": [{}], \"scores\": [{}]}}\n", id, list, scores);
    }
    const std::string file = folder_.write("scored.json", lines);
    return Asking(world_, fmt::format("{{candidates: {{user_list: {}}}, {}}}", file, rest));
  }
  // Returns how often each track is picked. Checks that no fallback is asked.
  std::vector<std::uint64_t> counts(Asking& asking, const Session& session, int n) {
    std::vector<std::uint64_t> counts(world_.catalog.n_tracks(), 0);
    for (int episode = 0; episode < n; ++episode) {
      const Answer answer = asking.ask(session, static_cast<std::uint64_t>(episode));
      EXPECT_EQ(answer.tally.fallbacks(), 0u);
      ++counts[answer.track];
    }
    return counts;
  }
  // Expects that `tracks` were picked with these chances and no other tracks were.
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

  // Returns chances in proportion to the weights.
  static std::vector<double> shares(std::vector<double> weights) {
    double total = 0;
    for (const double weight : weights) total += weight;
    for (double& weight : weights) weight /= total;
    return weights;
  }
  // Returns the list 0, 1, 2, ..., in which each track is its own place.
  static std::string first_tracks(TrackId n) {
    std::vector<TrackId> tracks(n);
    std::iota(tracks.begin(), tracks.end(), TrackId{0});
    return fmt::format("{}", fmt::join(tracks, ", "));
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

// Excludes few of many tracks (a random try succeeds), most tracks (a random try rarely succeeds),
// and all but one.
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

// `top` takes the first n tracks of the list, not the first n that are not excluded.
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

// Upstream's `sequential` looks up the previous track and uses place 0 if it is not found.
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

TEST_F(Picks, WindowGrowsAsItEmpties) {
  Asking asked = asking("3, 9, 1, 27, 5, 8", "exclude: session, pick: {window: [2, 4]}");
  expect_chances(counts(asked, played(world_, {0}), 10'000), {3, 9}, equal(2));
  expect_chances(counts(asked, played(world_, {9}), 100), {3}, {1});
  // The window does not grow while one of its tracks is left.
  expect_chances(counts(asked, played(world_, {9, 1}), 100), {3}, {1});
  expect_chances(counts(asked, played(world_, {9, 3}), 10'000), {1, 27}, equal(2));
  expect_chances(counts(asked, played(world_, {9, 3, 27}), 100), {1}, {1});
  EXPECT_EQ(asked.ask(played(world_, {9, 3, 27, 1}), 0).tally.exhausted, 1u)
      << "5 and 8 are beyond the last size";
}

TEST_F(Picks, WindowOfAShortList) {
  Asking asked = asking("3, 9, 1", "exclude: session, pick: {window: {sizes: [2, 5, 100]}}");
  expect_chances(counts(asked, played(world_, {3, 9}), 100), {1}, {1});
  EXPECT_EQ(asked.ask(played(world_, {3, 9, 1}), 0).tally.exhausted, 1u);
  Asking wide = asking("3, 9, 1", "exclude: session, pick: window");
  expect_chances(counts(wide, played(world_, {0}), 10'000), {3, 9, 1}, equal(3));
}

TEST_F(Picks, WindowRefusesSizesThatDoNotGrow) {
  for (const char* sizes : {"[3, 2]", "[2, 2]", "[0, 5]", "[-1]", "[2000000000]"}) {
    EXPECT_THAT([&] { asking("3", fmt::format("pick: {{window: {}}}", sizes)); },
                testing::ThrowsMessage<UserError>(testing::HasSubstr("in ascending order")))
        << sizes;
  }
  EXPECT_THAT(
      [&] { asking("3", "pick: {window: []}"); },
      testing::ThrowsMessage<UserError>(testing::HasSubstr("'window.sizes' is an empty list")));
}

TEST_F(Picks, RankPowerFallsWithThePowerOfTheRank) {
  for (const double power : {0.0, 0.5, 1.0, 2.0}) {
    SCOPED_TRACE(power);
    Asking asked = asking("3, 9, 1, 27, 5", fmt::format("pick: {{rank_power: {}}}", power));
    std::vector<double> weights;
    for (int rank = 1; rank <= 5; ++rank) weights.push_back(std::pow(rank, -power));
    expect_chances(counts(asked, played(world_, {9}), 20'000), {3, 9, 1, 27, 5}, shares(weights));
  }
}

// A random try succeeds when few tracks are excluded, and hardly ever when the head is.
TEST_F(Picks, RankPowerOverWhatIsNotExcluded) {
  Asking asked = asking(first_tracks(8), "exclude: session, pick: {rank_power: 1.5}");
  const auto weight = [](int rank) { return std::pow(rank, -1.5); };
  expect_chances(counts(asked, played(world_, {2, 6}), 20'000), {0, 1, 3, 4, 5, 7},
                 shares({weight(1), weight(2), weight(4), weight(5), weight(6), weight(8)}));
  expect_chances(counts(asked, played(world_, {0, 1, 2, 3, 4}), 20'000), {5, 6, 7},
                 shares({weight(6), weight(7), weight(8)}));
  expect_chances(counts(asked, played(world_, {0, 1, 2, 3, 4, 5, 6}), 100), {7}, {1});
  EXPECT_EQ(asked.ask(played(world_, {0, 1, 2, 3, 4, 5, 6, 7}), 0).tally.exhausted, 1u);
}

TEST_F(Picks, SoftmaxOverRanks) {
  Asking asked = asking(first_tracks(6), "exclude: session, pick: {softmax: 2.5}");
  const auto weight = [](int place) { return std::exp(-place / 2.5); };
  expect_chances(counts(asked, played(world_, {29}), 20'000), {0, 1, 2, 3, 4, 5},
                 shares({weight(0), weight(1), weight(2), weight(3), weight(4), weight(5)}));
  expect_chances(counts(asked, played(world_, {0, 3}), 20'000), {1, 2, 4, 5},
                 shares({weight(1), weight(2), weight(4), weight(5)}));
  expect_chances(counts(asked, played(world_, {0, 1, 2}), 20'000), {3, 4, 5},
                 shares({weight(3), weight(4), weight(5)}));
}

// The head of the list has almost all of the weight. Once the head is excluded, the proportions
// among the other tracks must still decide, although adding their weights to the head's does not
// change the sum.
TEST_F(Picks, WeightsCountFarBelowAnExcludedHead) {
  const Session session =
      played(world_, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19});
  const std::string list = first_tracks(23);
  // The weight at place 20 is e^-40 times the weight of the head.
  Asking steep = asking(list, "exclude: session, pick: {softmax: 0.5}");
  expect_chances(counts(steep, session, 20'000), {20, 21, 22},
                 shares({1, std::exp(-2.0), std::exp(-4.0)}));
  // At a temperature of 0.01 the weights are below any double, and place 20 has e^100 times the
  // weight of place 21.
  Asking steepest = asking(list, "exclude: session, pick: {softmax: 0.01}");
  expect_chances(counts(steepest, session, 100), {20}, {1});
  Asking power = asking(first_tracks(22), "exclude: session, pick: {rank_power: 100}");
  expect_chances(counts(power, session, 20'000), {20, 21}, shares({1, std::pow(22 / 21.0, -100)}));
}

TEST_F(Picks, SoftmaxOverScores) {
  Asking asked = asking_scored("3, 9, 1, 27", "1.5, 4, 2, -1",
                               "exclude: session, pick: {softmax: {temperature: 2, over: scores}}");
  const auto weight = [](double score) { return std::exp(score / 2); };
  expect_chances(counts(asked, played(world_, {0}), 20'000), {3, 9, 1, 27},
                 shares({weight(1.5), weight(4), weight(2), weight(-1)}));
  expect_chances(counts(asked, played(world_, {9}), 20'000), {3, 1, 27},
                 shares({weight(1.5), weight(2), weight(-1)}));
  expect_chances(counts(asked, played(world_, {9, 1, 3}), 100), {27}, {1});
}

// There must be no overflow and no division by 0. Scores far below the largest one must count by
// their differences alone.
TEST_F(Picks, SoftmaxBearsAnyScores) {
  Asking large = asking_scored("3, 9, 1", "3e38, 1e38, 3e38",
                               "pick: {softmax: {temperature: 1, over: scores}}");
  expect_chances(counts(large, played(world_, {0}), 10'000), {3, 1}, equal(2));
  Asking below = asking_scored("3, 9, 1", "1e9, -2000, -2000",
                               "exclude: session, pick: {softmax: {temperature: 1, over: scores}}");
  expect_chances(counts(below, played(world_, {3}), 10'000), {9, 1}, equal(2));
}

TEST_F(Picks, SoftmaxOverTheScoresOfNeighbours) {
  // With one dimension and a value of 1 for track 0, the score of each neighbour is its own value.
  WorldData data = handmade_data({{0, 0}, {1, 0}, {2, 0}, {3, 0}});
  data.embeddings = {1, 0.5f, -1, 2};
  const World world = make_world(data);
  Asking asked(world,
               "{anchor: first_track, candidates: {nearest: 3}, pick: {softmax: {temperature: 1, "
               "over: scores}}}");
  const Session session = played(world, {0});
  std::vector<std::uint64_t> seen(4, 0);
  for (std::uint64_t episode = 0; episode < 20'000; ++episode)
    ++seen[asked.ask(session, episode).track];
  expect_chances(seen, {3, 0, 1}, shares({std::exp(2.0), std::exp(1.0), std::exp(0.5)}));
}

TEST_F(Picks, SoftmaxOverScoresNeedsThem) {
  EXPECT_THAT([&] { asking("3, 9", "pick: {softmax: {over: scores}}"); },
              testing::ThrowsMessage<UserError>(testing::HasSubstr("'softmax' needs scores")));
  EXPECT_NO_THROW(asking("3, 9", "pick: {softmax: {over: ranks}}"));
  EXPECT_THAT([&] { asking("3, 9", "pick: {softmax: 0}"); },
              testing::ThrowsMessage<UserError>(testing::HasSubstr("softmax.temperature")));
}

TEST_F(Picks, MostPopularFollowsTheWorldsList) {
  WorldData data = handmade_data({{0, 50}, {1, 50}, {2, 50}, {3, 50}, {4, 50}, {5, 50}, {6, 50}});
  data.top_tracks = {5, 2, 6, 1};
  const World world = make_world(data);
  const auto picked = [&](const std::string& list, std::initializer_list<TrackId> tracks) {
    const std::string file =
        folder_.write("lists.json", fmt::format("{{\"user\": 100, \"tracks\": [{}]}}\n", list));
    Asking asked(world, fmt::format("{{candidates: {{user_list: {}}}, exclude: session, pick: "
                                    "most_popular}}",
                                    file));
    EXPECT_TRUE(asked.build().warnings.empty()) << "any order will do";
    return asked.ask(played(world, tracks), 0).track;
  };
  EXPECT_EQ(picked("1, 4, 6, 2, 3", {0}), 2u);
  EXPECT_EQ(picked("1, 4, 6, 2, 3", {2}), 6u);
  EXPECT_EQ(picked("1, 4, 6, 2, 3", {2, 6}), 1u);
  EXPECT_EQ(picked("4, 1, 3", {1}), 4u) << "the first when none is in the list";
  EXPECT_EQ(picked("3, 4, 0", {1}), 3u);
  EXPECT_EQ(picked("3, 4, 0", {3}), 4u);
}

TEST_F(Picks, ThompsonPicksAsOftenAsItsDrawIsLargest) {
  Asking asked = asking("3, 9, 1", "pick: thompson");
  std::vector<std::int64_t>& totals = asked.learned_counts()[0].totals;
  ASSERT_EQ(totals.size(), 60u) << "for each of the catalog's tracks";
  expect_chances(counts(asked, played(world_, {0}), 10'000), {3, 9, 1}, equal(3));
  // Track 3 has 8 recommendations with a listened part of 4.5, track 9 has none, track 1 has 12
  // with 7. The counts of other tracks do not matter.
  totals[6] = 8;
  totals[7] = 450;
  totals[2] = 12;
  totals[3] = 700;
  totals[20] = 1000;
  totals[21] = 100'000;
  using Beta = boost::math::beta_distribution<>;
  const std::vector<double> chances =
      chances_to_be_largest({Beta(5.5, 4.5), Beta(1, 1), Beta(8, 6)});
  ASSERT_NEAR(chances[0] + chances[1] + chances[2], 1.0, 1e-6) << "the test's own integral";
  expect_chances(counts(asked, played(world_, {0}), 20'000), {3, 9, 1}, chances);
}

TEST_F(Picks, ThompsonOverWhatIsNotExcluded) {
  Asking asked = asking("3, 9, 1", "exclude: session, pick: thompson");
  using Beta = boost::math::beta_distribution<>;
  std::vector<std::int64_t>& totals = asked.learned_counts()[0].totals;
  totals[6] = 50;
  totals[7] = 5000;
  totals[18] = 4;
  totals[19] = 100;
  expect_chances(counts(asked, played(world_, {3}), 20'000), {9, 1},
                 chances_to_be_largest({Beta(2, 4), Beta(1, 1)}));
  EXPECT_EQ(asked.ask(played(world_, {3, 9, 1}), 0).tally.exhausted, 1u);
}

// The pick learns from every recommendation of the session, but neither from the first track nor
// from repeats.
TEST_F(Picks, ThompsonLearnsOfEveryTrackThatWasRecommended) {
  const World world = handmade_world({{0, 0}, {1, 30}, {1, 90}, {2, 80}}, 10.0);
  Asking asked(world, "{one_of: [[1, random], [1, {candidates: artist, pick: thompson}]]}");
  asked.learn(played(world, {3, 1, 1, 3, 2}).playbacks());
  const std::vector<std::int64_t>& totals = asked.learned_counts()[0].totals;
  EXPECT_THAT(totals, testing::ElementsAre(0, 0, 1, 30, 1, 100, 0, 0))
      << "2 is the artist's second with gamma 10: more than a whole track, which counts as one";
  asked.learn(played(world, {0, 1}).playbacks());
  EXPECT_THAT(totals, testing::ElementsAre(0, 0, 2, 60, 1, 100, 0, 0));
}

}  // namespace
}  // namespace reprise
