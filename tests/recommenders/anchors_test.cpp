// Anchors, seen through `candidates: artist` in worlds where every artist has one track: what is
// recommended is then the anchor itself.
#include <gmock/gmock.h>

#include "tests/chi_square.h"
#include "tests/recommenders/asking.h"
#include "tests/recommenders/small_world.h"

namespace reprise {
namespace {

std::string anchored(const std::string& anchor, const std::string& more = "") {
  return fmt::format("{{anchor: {}, candidates: artist, pick: first{}}}", anchor, more);
}

TrackId anchor_of(const World& world, const std::string& anchor, const Session& session,
                  const UserHistory* history = nullptr) {
  return Asking(world, anchored(anchor)).ask(session, 0, history).track;
}

// Times by track: 0 is the interest, 1 to 9 say theirs.
World world_of_times() {
  return handmade_world({{0, 0}, {1, 10}, {2, 90}, {3, 40}, {4, 90}, {5, 20}, {6, 0}, {7, 80}});
}

TEST(PreviousTrack, IsTheLast) {
  const World world = world_of_times();
  EXPECT_EQ(anchor_of(world, "previous_track", played(world, {3})), 3u);
  EXPECT_EQ(anchor_of(world, "previous_track", played(world, {3, 5, 3, 6})), 6u);
}

TEST(FirstTrack, OfTheSession) {
  const World world = world_of_times();
  const UserHistory history = history_of(world, {{5, 1}});
  EXPECT_EQ(anchor_of(world, "first_track", played(world, {3, 2, 6}), &history), 3u);
  EXPECT_EQ(anchor_of(world, "{first_track: session}", played(world, {0, 2}), &history), 0u);
}

TEST(FirstTrack, EverPlayedToTheUser) {
  const World world = world_of_times();
  const UserHistory history = history_of(world, {{5, 1}, {2, 7}});
  const Session session = played(world, {3, 2, 6});
  EXPECT_EQ(anchor_of(world, "{first_track: user}", session, &history), 5u);
  const UserHistory nothing;
  EXPECT_EQ(anchor_of(world, "{first_track: user}", session, &nothing), 3u);
  // Track 0 is a track like any other; the seed's dictionary took it for nothing.
  const UserHistory zero = history_of(world, {{0, 1}});
  EXPECT_EQ(anchor_of(world, "{first_track: {scope: user}}", session, &zero), 0u);
}

// A first_track of the session keeps to the session even where another part reads the history.
TEST(FirstTrack, KeepsItsScope) {
  const World world = world_of_times();
  const UserHistory history = history_of(world, {{5, 1}});
  Asking asking(world, anchored("first_track", ", exclude: user, exhausted: restart"));
  ASSERT_TRUE(asking.build().needs_history);
  EXPECT_EQ(asking.ask(played(world, {3, 2}), 0, &history).track, 3u);
}

TEST(BestTrack, IsTheOneListenedToLongest) {
  const World world = world_of_times();
  EXPECT_EQ(anchor_of(world, "best_track", played(world, {3})), 3u);
  EXPECT_EQ(anchor_of(world, "best_track", played(world, {3, 1, 5})), 3u)
      << "a first track counts as heard to the end";
  const UserHistory history = history_of(world, {{2, 4}});
  EXPECT_EQ(anchor_of(world, "best_track", played(world, {3, 1}), &history), 3u);
}

TEST(BestTrack, IsTheLatestAmongEquals) {
  const World equals = handmade_world({{0, 0}, {1, 100}, {2, 100}, {3, 99}});
  EXPECT_EQ(anchor_of(equals, "best_track", played(equals, {1, 2, 3})), 2u);
  EXPECT_EQ(anchor_of(equals, "best_track", played(equals, {2, 1, 3})), 1u);
}

// With a gamma above 1 a track can be worth more than the first one's whole playback.
TEST(BestTrack, MayBeBetterThanTheFirst) {
  const World world = handmade_world({{0, 0}, {1, 50}, {1, 90}, {2, 90}}, 10.0);
  Asking asking(world, "{anchor: best_track, candidates: artist, exclude: previous_track}");
  const Session session = played(world, {1, 2, 3});
  ASSERT_EQ(session.playbacks().times()[1], 900);
  EXPECT_EQ(world.catalog.artist_of[asking.ask(session, 0).track], 1u);
}

TEST(BestTrack, OfTheUser) {
  const World world = world_of_times();
  const UserHistory history = history_of(world, {{2, 4}, {1, 5}});
  EXPECT_EQ(anchor_of(world, "{best_track: user}", played(world, {3, 6}), &history), 3u)
      << "this session's first track is as good and later";
  EXPECT_EQ(anchor_of(world, "{best_track: user}", played(world, {3, 6})), 3u);
}

// Shares of the anchors that a recommender takes, by track.
std::vector<std::uint64_t> shares(const World& world, const std::string& anchor,
                                  const Session& session, const UserHistory* history = nullptr) {
  Asking asking(world, anchored(anchor));
  std::vector<std::uint64_t> counts(world.catalog.n_tracks(), 0);
  for (std::uint64_t episode = 0; episode < 20'000; ++episode) {
    ++counts[asking.ask(session, episode, history).track];
  }
  return counts;
}

// Counts agree with weights, and tracks of no weight never come.
void expect_shares(const std::vector<std::uint64_t>& counts, std::vector<double> weights) {
  double total = 0;
  for (const double weight : weights) total += weight;
  std::vector<std::uint64_t> seen;
  std::vector<double> chances;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (i >= weights.size() || weights[i] == 0) {
      EXPECT_EQ(counts[i], 0u) << "track " << i;
    } else {
      seen.push_back(counts[i]);
      chances.push_back(weights[i] / total);
    }
  }
  if (seen.size() > 1) {
    EXPECT_LT(chi_square(seen, chances), chi_square_limit(seen.size()));
  }
}

TEST(WeightedHistory, IsDrawnByTime) {
  const World world = world_of_times();
  // Played: 3 (first, heard whole), 1 (.1), 5 (.2), 6 (nothing).
  expect_shares(shares(world, "weighted_history", played(world, {3, 1, 5, 6})),
                {0, 0.1, 0, 1, 0, 0.2});
}

TEST(WeightedHistory, TakesPowersOfTime) {
  const World world = world_of_times();
  expect_shares(shares(world, "{weighted_history: {power: 2}}", played(world, {3, 5, 7, 2})),
                {0, 0, 0.81, 1, 0, 0.04, 0, 0.64});
  expect_shares(shares(world, "{weighted_history: {power: 0}}", played(world, {3, 1, 6, 7})),
                {0, 1, 0, 1, 0, 0, 0, 1});
}

TEST(WeightedHistory, Forgets) {
  const World world = world_of_times();
  expect_shares(shares(world, "{weighted_history: {decay: 0.5}}", played(world, {3, 7, 5, 6})),
                {0, 0, 0, 0.125, 0, 0.2 * 0.5, 0, 0.8 * 0.25});
  // A decay of 0 leaves the previous track alone, here one that was heard.
  expect_shares(shares(world, "{weighted_history: {decay: 0}}", played(world, {3, 7, 5})),
                {0, 0, 0, 0, 0, 1});
}

TEST(WeightedHistory, OfTheUserReachesBack) {
  const World world = world_of_times();
  const UserHistory history = history_of(world, {{2, 1}, {4, 5}});
  const Session session = played(world, {3, 7});
  expect_shares(shares(world, "{weighted_history: {scope: user}}", session, &history),
                {0, 0.1, 1, 1, 1, 0.2, 0, 0.8});
  // Ages go on counting through the sessions before: 7, 3, then 5, 4, 1, 2.
  expect_shares(shares(world, "{weighted_history: {scope: user, decay: 0.8}}", session, &history),
                {0, 0.1 * 0.4096, 0.32768, 0.8, 0.512, 0.2 * 0.64, 0, 0.8});
  expect_shares(shares(world, "weighted_history", session, &history), {0, 0, 0, 1, 0, 0, 0, 0.8});
}

TEST(WeightedHistory, CountsATrackForEachPlayback) {
  const World world = world_of_times();
  const UserHistory history = history_of(world, {{5, 1}, {5, 1}});
  expect_shares(shares(world, "{weighted_history: {scope: user}}", played(world, {3}), &history),
                {0, 0.2, 0, 1, 0, 2});
}

// Anchors whose candidates ran out are not drawn again; when none is left the fallback is asked.
TEST(WeightedHistory, TriesEveryAnchorOnce) {
  const World world = handmade_world({{0, 0}, {1, 50}, {2, 50}, {2, 50}, {3, 50}});
  Asking asking(world,
                "{anchor: weighted_history, candidates: artist, exclude: session, pick: first}");
  // Only artist 2 has a track left.
  const Session session = played(world, {1, 2, 4});
  for (std::uint64_t episode = 0; episode < 100; ++episode) {
    const Answer answer = asking.ask(session, episode);
    EXPECT_EQ(answer.track, 3u);
    EXPECT_EQ(answer.tally.fallbacks(), 0u);
  }
  const Session all = played(world, {1, 2, 4, 3});
  const Answer answer = asking.ask(all, 0);
  EXPECT_EQ(answer.tally.exhausted, 1u);
  EXPECT_EQ(answer.tally.no_list, 0u);
}

// With a gamma far above 1 times reach a million; their hundredth power is beyond a double.
TEST(WeightedHistory, BearsTheLongestTimes) {
  const World world = handmade_world({{0, 0}, {1, 50}, {1, 50}, {1, 50}, {2, 50}}, 1e6);
  const Session session = played(world, {1, 2, 3, 4});
  ASSERT_EQ(session.playbacks().times()[2], kMaxHundredths);
  Asking asking(world, "{anchor: {weighted_history: {power: 100}}, candidates: artist}");
  for (std::uint64_t episode = 0; episode < 100; ++episode) {
    EXPECT_EQ(world.catalog.artist_of[asking.ask(session, episode).track], 1u);
  }
}

}  // namespace
}  // namespace reprise
