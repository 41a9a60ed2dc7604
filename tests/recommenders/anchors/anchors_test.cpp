// Tests anchors through `candidates: artist` in worlds where every artist has one track: the
// recommended track is then the anchor itself.
#include <fmt/format.h>
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

// Returns a world with these times by track. Track 0 is the interest; tracks 1 to 7 have the given
// times.
World world_of_times() {
  return handmade_world({{0, 0}, {1, 10}, {2, 90}, {3, 40}, {4, 90}, {5, 20}, {6, 0}, {7, 80}});
}

TEST(PreviousTrack, IsTheLast) {
  const World world = world_of_times();
  EXPECT_EQ(anchor_of(world, "previous_track", played(world, {3})), 3u);
  EXPECT_EQ(anchor_of(world, "previous_track", played(world, {3, 5, 3, 6})), 6u);
}

TEST(PreviousTrack, IsNoneUnlessListenedToForThatTime) {
  const World world = world_of_times();
  Asking asking(world, anchored("{previous_track: {at_least: 0.8}}", ", fallback: {top_pop: 1}"));
  EXPECT_EQ(asking.ask(played(world, {3, 7}), 0).track, 7u) << "80 is enough";
  EXPECT_EQ(asking.ask(played(world, {3}), 0).track, 3u) << "a first track is heard to the end";
  const Answer skipped = asking.ask(played(world, {2, 3}), 0);
  EXPECT_EQ(skipped.track, 0u) << "40 is not";
  EXPECT_EQ(skipped.tally.no_anchor, 1u);
  EXPECT_EQ(skipped.tally.no_list, 0u);
  EXPECT_EQ(anchor_of(world, "{previous_track: {at_least: 0}}", played(world, {3, 6})), 6u);
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
  // Track 0 is a track like any other. The seed's dictionary treated it as no track.
  const UserHistory zero = history_of(world, {{0, 1}});
  EXPECT_EQ(anchor_of(world, "{first_track: {scope: user}}", session, &zero), 0u);
}

// The anchor first_track with scope session ignores the history even where another part reads it.
TEST(FirstTrack, KeepsItsScope) {
  const World world = world_of_times();
  const UserHistory history = history_of(world, {{5, 1}});
  Asking asking(world, anchored("first_track", ", exclude: user, exhausted: restart"));
  ASSERT_TRUE(asking.capabilities().reads_history);
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

// With a gamma above 1, a track can have a longer time than the first track's whole playback.
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

TEST(BestTrack, OfTheLastSoMany) {
  const World world = world_of_times();
  const Session session = played(world, {3, 2, 7, 1, 5});
  EXPECT_EQ(anchor_of(world, "{best_track: {last: 1}}", session), 5u);
  EXPECT_EQ(anchor_of(world, "{best_track: {last: 2}}", session), 5u);
  EXPECT_EQ(anchor_of(world, "{best_track: {last: 3}}", session), 7u);
  EXPECT_EQ(anchor_of(world, "{best_track: {last: 4}}", session), 2u);
  EXPECT_EQ(anchor_of(world, "{best_track: {last: 5}}", session), 3u);
  EXPECT_EQ(anchor_of(world, "{best_track: {last: 99}}", session), 3u);
  EXPECT_EQ(anchor_of(world, "{best_track: {last: 0}}", session), 3u) << "all of them";
  // Playbacks with time 0 count as playbacks: the latest of them is the anchor.
  EXPECT_EQ(anchor_of(world, "{best_track: {last: 2}}", played(world, {3, 6, 3})), 3u);
}

// Returns how often a recommender takes each track as its anchor.
std::vector<std::uint64_t> shares(const World& world, const std::string& anchor,
                                  const Session& session, const UserHistory* history = nullptr) {
  Asking asking(world, anchored(anchor));
  std::vector<std::uint64_t> counts(world.catalog.n_tracks(), 0);
  for (std::uint64_t episode = 0; episode < 20'000; ++episode) {
    ++counts[asking.ask(session, episode, history).track];
  }
  return counts;
}

// Expects counts in proportion to the weights, and a count of 0 for tracks without weight.
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
  // Played tracks: 3 (first, heard whole), 1 (.1), 5 (.2), 6 (nothing).
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
  // With a decay of 0 only the previous track counts; here its time is above 0.
  expect_shares(shares(world, "{weighted_history: {decay: 0}}", played(world, {3, 7, 5})),
                {0, 0, 0, 0, 0, 1});
}

TEST(WeightedHistory, OfTheUserReachesBack) {
  const World world = world_of_times();
  const UserHistory history = history_of(world, {{2, 1}, {4, 5}});
  const Session session = played(world, {3, 7});
  expect_shares(shares(world, "{weighted_history: {scope: user}}", session, &history),
                {0, 0.1, 1, 1, 1, 0.2, 0, 0.8});
  // Ages continue through the earlier sessions: 7, 3, then 5, 4, 1, 2.
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

// random.choices of Python 3.7 takes the last of its items when all weights are 0, and botify's i2i
// has the oldest playback last. The latest playback of a track decides how old it is.
TEST(WeightedHistory, TakesTheOldestWhereNothingWasListenedTo) {
  const World world = world_of_times();
  const auto window = [](int last) {
    return fmt::format("{{weighted_history: {{last: {}, unlistened: oldest}}}}", last);
  };
  // 3 is heard whole; 6, and 3 and 6 again, are not listened to.
  const Session session = played(world, {3, 6, 3, 6});
  expect_shares(shares(world, window(4), session), {0, 0, 0, 1});
  expect_shares(shares(world, window(3), session), {0, 0, 0, 1});
  expect_shares(shares(world, window(1), session), {0, 0, 0, 0, 0, 0, 1});
  const Session other = played(world, {3, 6, 3});
  expect_shares(shares(world, window(2), other), {0, 0, 0, 0, 0, 0, 1});
}

// An anchor whose candidates ran out is not drawn again. When no anchor is left, the fallback is
// asked.
TEST(WeightedHistory, TriesEveryAnchorOnce) {
  const World world = handmade_world({{0, 0}, {1, 50}, {2, 50}, {2, 50}, {3, 50}});
  Asking asking(world,
                "{anchor: weighted_history, candidates: artist, exclude: session, pick: first}");
  // Only artist 2 has an unplayed track.
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

// With a gamma far above 1, times reach a million; the hundredth power of a million does not fit
// into a double.
TEST(WeightedHistory, BearsTheLongestTimes) {
  const World world = handmade_world({{0, 0}, {1, 50}, {1, 50}, {1, 50}, {2, 50}}, 1e6);
  const Session session = played(world, {1, 2, 3, 4});
  ASSERT_EQ(session.playbacks().times()[2], kMaxHundredths);
  Asking asking(world, "{anchor: {weighted_history: {power: 100}}, candidates: artist}");
  for (std::uint64_t episode = 0; episode < 100; ++episode) {
    EXPECT_EQ(world.catalog.artist_of[asking.ask(session, episode).track], 1u);
  }
}

TEST(Liked, IsAboveItsThreshold) {
  const World world = world_of_times();
  const Session session = played(world, {3, 7, 1});
  EXPECT_EQ(anchor_of(world, "{liked: {above: 0.79, which: last}}", session), 7u);
  EXPECT_EQ(anchor_of(world, "{liked: {above: 0.8, which: last}}", session), 3u)
      << "80 is not above 80";
  EXPECT_EQ(anchor_of(world, "{liked: {above: 0, which: last}}", session), 1u);
  EXPECT_EQ(anchor_of(world, "{liked: {above: 0, which: last}}", played(world, {3, 1, 6})), 1u)
      << "0 is not above 0";
}

TEST(Liked, IsNoneWhenNoneWas) {
  const World world = world_of_times();
  for (const char* which : {"random", "last", "best"}) {
    SCOPED_TRACE(which);
    Asking asking(world, anchored(fmt::format("{{liked: {{above: 1, which: {}}}}}", which),
                                  ", fallback: {top_pop: 1}"));
    const Answer answer = asking.ask(played(world, {3, 2, 4}), 0);
    EXPECT_EQ(answer.track, 0u);
    EXPECT_EQ(answer.tally.no_anchor, 1u);
    EXPECT_EQ(answer.tally.lists_asked, 1u) << "the fallback's";
  }
}

TEST(Liked, RandomIsAnyOfThem) {
  const World world = world_of_times();
  const Session session = played(world, {3, 1, 2, 5, 7});
  expect_shares(shares(world, "liked", session), {0, 0, 1, 1, 0, 0, 0, 1});
  expect_shares(shares(world, "{liked: 0.05}", session), {0, 1, 1, 1, 0, 1, 0, 1});
}

TEST(Liked, LastIsTheLatestAndBestTheLongest) {
  const World world = world_of_times();
  EXPECT_EQ(anchor_of(world, "{liked: {which: last}}", played(world, {3, 2, 7, 5})), 7u);
  EXPECT_EQ(anchor_of(world, "{liked: {which: last}}", played(world, {3, 7, 2, 7})), 2u)
      << "a repeat is not listened to";
  EXPECT_EQ(anchor_of(world, "{liked: {which: best}}", played(world, {3, 2, 7, 5})), 3u);
  const World equals = handmade_world({{0, 0}, {1, 100}, {2, 100}, {3, 99}});
  EXPECT_EQ(anchor_of(equals, "{liked: {which: best}}", played(equals, {1, 2, 3})), 2u)
      << "the latest among equals";
}

TEST(Liked, OfTheUser) {
  const World world = world_of_times();
  const UserHistory history = history_of(world, {{2, 4}, {5, 1, 7}});
  const Session session = played(world, {3, 6});
  const auto liked = [&](const char* which) {
    return fmt::format("{{liked: {{above: 0.85, which: {}, scope: user}}}}", which);
  };
  expect_shares(shares(world, liked("random"), session, &history), {0, 0, 1, 1, 1, 1});
  expect_shares(shares(world, "{liked: 0.85}", session, &history), {0, 0, 0, 1});
  EXPECT_EQ(anchor_of(world, liked("last"), session, &history), 3u);
  EXPECT_TRUE(Asking(world, anchored(liked("last"))).capabilities().reads_history);
  EXPECT_FALSE(Asking(world, anchored("liked")).capabilities().reads_history);
}

// A track that was liked twice has two chances, as in weighted_history.
TEST(Liked, CountsATrackForEachPlayback) {
  const World world = world_of_times();
  const UserHistory history = history_of(world, {{5, 2}, {5, 2}, {2}});
  expect_shares(shares(world, "{liked: {scope: user}}", played(world, {3}), &history),
                {0, 0, 3, 1, 0, 2});
}

// Checks the order in which anchors are tried. Artists 1, 2 and 3 have one more track each.
TEST(Liked, TriesEveryAnchorOnce) {
  const World world =
      handmade_world({{0, 0}, {1, 60}, {2, 80}, {3, 70}, {1, 60}, {2, 80}, {3, 70}, {4, 90}});
  const auto recommended = [&](const char* which, std::initializer_list<TrackId> tracks) {
    Asking asking(world, fmt::format("{{anchor: {{liked: {{which: {}}}}}, candidates: artist, "
                                     "exclude: session, pick: first}}",
                                     which));
    return asking.ask(played(world, tracks), 0).track;
  };
  EXPECT_EQ(recommended("last", {7, 1, 2, 3}), 6u);
  EXPECT_EQ(recommended("last", {7, 1, 2, 3, 6}), 5u) << "3's artist is exhausted";
  EXPECT_EQ(recommended("last", {7, 1, 2, 3, 6, 5}), 4u);
  EXPECT_EQ(recommended("best", {7, 1, 2, 3}), 5u) << "7's artist is exhausted, then the best is 2";
  EXPECT_EQ(recommended("best", {7, 1, 2, 3, 5}), 6u);
  EXPECT_EQ(recommended("best", {7, 1, 2, 3, 5, 6}), 4u);
  EXPECT_EQ(recommended("random", {7, 1, 2, 3, 5, 6}), 4u);
  Asking asking(world, "{anchor: liked, candidates: artist, exclude: session, pick: first}");
  const Answer answer = asking.ask(played(world, {7, 1, 2, 3, 4, 5, 6}), 0);
  EXPECT_EQ(answer.tally.exhausted, 1u);
  EXPECT_EQ(answer.tally.lists_asked, 7u) << "each once";
}

TEST(FirstOf, IsTheFirstThereIs) {
  const World world = world_of_times();
  const std::string anchor = "{first_of: [{previous_track: {at_least: 0.5}}, first_track]}";
  EXPECT_EQ(anchor_of(world, anchor, played(world, {3, 2})), 2u);
  EXPECT_EQ(anchor_of(world, anchor, played(world, {3, 1})), 3u);
  const std::string three = "{first_of: [{liked: 1}, {previous_track: {at_least: 1}}, best_track]}";
  EXPECT_EQ(anchor_of(world, three, played(world, {5, 2})), 5u);
  Asking none(world, anchored("{first_of: [{liked: 1}, {previous_track: {at_least: 1}}]}",
                              ", fallback: {top_pop: 1}"));
  EXPECT_EQ(none.ask(played(world, {3, 2}), 0).tally.no_anchor, 1u);
}

TEST(FirstOf, TriesTheOthersWhenCandidatesRunOut) {
  const World world = handmade_world({{0, 60}, {1, 60}, {2, 80}, {2, 70}, {3, 70}, {3, 70}});
  Asking asking(world,
                "{anchor: {first_of: [previous_track, first_track]}, candidates: artist, exclude: "
                "session, pick: first, fallback: {candidates: {top_tracks: 1}}}");
  EXPECT_EQ(asking.ask(played(world, {2, 4}), 0).track, 5u);
  const Answer second = asking.ask(played(world, {2, 1}), 0);
  EXPECT_EQ(second.track, 3u) << "of the first track's artist";
  EXPECT_EQ(second.tally.fallbacks(), 0u);
  EXPECT_EQ(second.tally.lists_asked, 2u);
  const Answer none = asking.ask(played(world, {2, 3, 1}), 0);
  EXPECT_EQ(none.track, 0u);
  EXPECT_EQ(none.tally.exhausted, 1u);
  const Answer same = asking.ask(played(world, {1}), 0);
  EXPECT_EQ(same.tally.lists_asked, 2u) << "one track named by both is asked once; the fallback";
}

// An anchor of several tracks tries all of them before the next anchor is asked.
TEST(FirstOf, GoesThroughAnchorsOfSeveralTracks) {
  const World world =
      handmade_world({{0, 0}, {1, 60}, {2, 80}, {3, 70}, {1, 60}, {2, 80}, {3, 70}, {4, 90}});
  Asking asking(world,
                "{anchor: {first_of: [{liked: {above: 0.65, which: last}}, previous_track]}, "
                "candidates: artist, exclude: session, pick: first}");
  // The liked tracks are 3, 2 and the first track 7; all but 2 are exhausted. After them comes the
  // previous track.
  EXPECT_EQ(asking.ask(played(world, {7, 2, 3, 6, 1}), 0).track, 5u);
  EXPECT_EQ(asking.ask(played(world, {7, 2, 3, 6, 5, 1}), 0).track, 4u);
  EXPECT_EQ(asking.ask(played(world, {7, 2, 3, 6, 5, 4, 1}), 0).tally.exhausted, 1u);
}

TEST(FirstOf, NeedsAnAnchor) {
  EXPECT_THAT(
      [] {
        read_recommender(parse_yaml("{anchor: {first_of: []}, candidates: artist}", "t"), "t");
      },
      testing::ThrowsMessage<UserError>(testing::HasSubstr("'first_of.of' is an empty list")));
}

// A single anchor may say that only first tracks are asked with; a list of several anchors may not.
TEST(FirstOf, SaysWhoseNeighboursItNeeds) {
  const World world = world_of_times();
  const auto of = [&](const std::string& anchor) {
    const Asking asking(world, "{anchor: " + anchor + ", candidates: {nearest: 2}}");
    return asking.build().nearest_needs.front().of;
  };
  EXPECT_EQ(of("{first_of: [first_track]}"), NearestOf::first_tracks);
  EXPECT_EQ(of("{first_of: [first_track, previous_track]}"), NearestOf::all_tracks);
  EXPECT_EQ(of("{first_of: [previous_track, first_track]}"), NearestOf::all_tracks);
  EXPECT_EQ(of("{reanchor: {every: 7}}"), NearestOf::all_tracks);
  EXPECT_EQ(of("liked"), NearestOf::all_tracks);
}

}  // namespace
}  // namespace reprise
