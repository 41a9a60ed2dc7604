#include "sim/sessions/session.h"

#include <cmath>

#include <gmock/gmock.h>

#include "sim/generator/generate_world.h"
#include "sim/random/leave_draws.h"
#include "sim/sessions/session_draws.h"

namespace reprise {
namespace {

using testing::ElementsAre;

// Tracks have one dimension. They are scored against track 0, whose embedding is 1. With bias 0 and
// sharpness 1 the time of a track is the logistic of its value.
constexpr float kLiked = 40;   // time 1.00
constexpr float kHalf = 0;     // time 0.50
constexpr float kHated = -40;  // time 0.00

struct Track {
  float value;
  ArtistId artist;
};

World world_of(const std::vector<Track>& tracks, std::int32_t budget = 5, double gamma = 0.8) {
  WorldData data;
  data.dim = 1;
  data.embeddings = {1};
  data.artist_of = {0};
  for (const Track& track : tracks) {
    data.embeddings.push_back(track.value);
    data.artist_of.push_back(track.artist);
  }
  data.artists = {"A", "B", "C", "D", "E", "F"};
  data.titles.assign(data.artist_of.size(), "");
  data.user_ids = {0};
  data.traits = {{.session_budget = budget,
                  .consume_bias = 0,
                  .consume_sharpness = 1,
                  .artist_discount_gamma = gamma}};
  data.interests = {{0}};
  return make_world(data);
}

Session started(const World& world) {
  Session session;
  session.start(world, {.user = 0, .interest = 0, .first_track = 0});
  return session;
}

// Point 1 of the reference simulator's section 1.
TEST(Session, FirstTrackIsHeardAndCostsNothing) {
  const World world = world_of({{kHalf, 1}});
  const Session session = started(world);
  EXPECT_THAT(session.playbacks().tracks(), ElementsAre(0));
  EXPECT_THAT(session.playbacks().times(), ElementsAre(kWholeTrack));
  EXPECT_EQ(session.budget(), 5);
  EXPECT_FALSE(session.over());
  EXPECT_EQ(session.recommendations(), 0u);
  EXPECT_EQ(session.listened(), 0) << "the runner's reward leaves it out";
  EXPECT_EQ(session.skips(), 0u);
}

// Point 2 of the reference simulator's section 1.
TEST(Session, RepeatGetsNothingYetCountsLikeAnyPlayback) {
  const World world = world_of({{kLiked, 1}, {kLiked, 1}, {kLiked, 1}});
  Session session = started(world);
  EXPECT_EQ(session.play(1, 0.5), 100);
  EXPECT_EQ(session.play(1, 0.5), 0);
  EXPECT_EQ(session.budget(), 4) << "a repeat draws and costs";
  EXPECT_THAT(session.playbacks().tracks(), ElementsAre(0, 1, 1));
  EXPECT_THAT(session.playbacks().times(), ElementsAre(100, 100, 0));
  EXPECT_EQ(session.playbacks().plays_of(1), 2u);
  EXPECT_EQ(session.repeats(), 1u);
  EXPECT_EQ(session.time_if_played(2), 64) << "0.8 squared: the repeat raised the artist's count";
  EXPECT_EQ(session.time_if_played(1), 0);
}

TEST(Session, FirstTrackPlayedAgainIsARepeat) {
  const World world = world_of({{kLiked, 1}});
  Session session = started(world);
  EXPECT_EQ(session.play(0, 0.5), 0);
  EXPECT_EQ(session.repeats(), 1u);
}

// A repeat has time 0, and a draw of exactly 0 does not exceed it.
TEST(Session, RepeatIsFreeOnceInAVeryLongWhile) {
  const World world = world_of({{kLiked, 1}});
  Session session = started(world);
  session.play(0, 0.0);
  EXPECT_EQ(session.budget(), 5);
}

// Point 3 of the reference simulator's section 1.
TEST(Session, DiscountCountsTheFirstTrackAndRepeats) {
  const World world = world_of({{kLiked, 0}, {kLiked, 0}, {kLiked, 0}, {kLiked, 1}});
  Session session = started(world);
  EXPECT_EQ(session.time_if_played(1), 80) << "the first track is by this artist";
  EXPECT_EQ(session.time_if_played(4), 100) << "and not by this one";
  EXPECT_EQ(session.play(1, 0), 80);
  EXPECT_EQ(session.play(2, 0), 64);
  session.play(0, 0);
  EXPECT_EQ(session.time_if_played(3), 41) << "0.8^4 = 0.4096";
  EXPECT_EQ(session.play(4, 0), 100);
}

// Point 4 of the reference simulator's section 1.
TEST(Session, BudgetFallsWhenTheDrawExceedsTheTime) {
  const World world = world_of({{kHalf, 1}, {kHalf, 2}, {kHalf, 3}, {kLiked, 4}, {kHated, 5}});
  Session session = started(world);
  session.play(1, 0.5);
  EXPECT_EQ(session.budget(), 5) << "strictly";
  session.play(2, std::nextafter(0.5, 1.0));
  EXPECT_EQ(session.budget(), 4);
  session.play(3, 0.49);
  EXPECT_EQ(session.budget(), 4);
  session.play(4, 1 - 0x1p-53);
  EXPECT_EQ(session.budget(), 4) << "a whole track never costs";
  session.play(5, 0x1p-53);
  EXPECT_EQ(session.budget(), 3);
  EXPECT_EQ(session.skips(), 2u);
  EXPECT_THAT(session.skipped_steps(), ElementsAre(1u, 4u));
  EXPECT_EQ(session.listened(), 50 + 50 + 50 + 100);
  EXPECT_EQ(session.recommendations(), 5u);
}

TEST(Session, IsOverWithoutBudget) {
  const World world = world_of({{kHated, 1}, {kHated, 2}}, 2);
  Session session = started(world);
  session.play(1, 0.9);
  EXPECT_FALSE(session.over());
  session.play(2, 0.9);
  EXPECT_TRUE(session.over());
}

TEST(Session, OneStepAlwaysHappens) {
  for (const std::int32_t budget : {0, -3}) {
    const World world = world_of({{kLiked, 1}}, budget);
    Session session = started(world);
    EXPECT_FALSE(session.over()) << "budget " << budget;
    session.play(1, 0.5);
    EXPECT_EQ(session.budget(), budget) << "it cost nothing";
    EXPECT_TRUE(session.over());
  }
}

TEST(Session, NothingIsClamped) {
  const World world = world_of({{kLiked, 0}, {kLiked, 0}}, 5, 1.5);
  Session session = started(world);
  EXPECT_EQ(session.play(1, 1 - 0x1p-53), 150);
  EXPECT_EQ(session.play(2, 1 - 0x1p-53), 225);
  EXPECT_EQ(session.budget(), 5);
  EXPECT_EQ(session.listened(), 375);
}

TEST(Session, OneObjectPlaysMany) {
  const World world = world_of({{kLiked, 1}, {kHated, 2}}, 1);
  Session session = started(world);
  session.play(1, 0);
  session.play(2, 0.5);
  ASSERT_TRUE(session.over());
  session.start(world, {.user = 0, .interest = 0, .first_track = 2});
  EXPECT_FALSE(session.over());
  EXPECT_EQ(session.budget(), 1);
  EXPECT_THAT(session.playbacks().tracks(), ElementsAre(2));
  EXPECT_EQ(session.playbacks().plays_of(1), 0u);
  EXPECT_EQ(session.playbacks().distinct_artists(), 1u);
  EXPECT_FALSE(session.playbacks().contains(1));
  EXPECT_EQ(session.listened() + session.skips() + session.repeats(), 0);
  EXPECT_EQ(session.play(1, 0), 100);
}

TEST(SessionDeathTest, RefusesWhatCannotBePlayed) {
  const World world = world_of({{kHated, 1}}, 1);
  Session session = started(world);
  EXPECT_DEATH(session.play(2, 0.5), "track 2 of 2");
  session.play(1, 0.5);
  EXPECT_DEATH(session.play(0, 0.5), "is over after 1 steps");
}

// Point 6 of the reference simulator's section 1: E[tracks] - E[time] is the budget, whatever is
// played, because a step costs 1 - time in expectation and the session spends its whole budget.
TEST(Session, TracksLessTimeIsTheBudget) {
  WorldData data;
  generate_world(data, {.tracks = 200, .users = 100, .dim = 8});
  const World world = make_world(data);
  NearestTracks nearest(world.catalog.embeddings);
  const StreamDraws draws(world, 1);
  const StreamKey pick_key = stream_key(1, "session_test");
  Session session;
  LeaveDraws leave;
  // `excess` is the sum over steps of (1 - time), minus the budgets spent. Its variance is the sum
  // of time (1 - time), because given the past the cost of a step is Bernoulli.
  double excess = 0;
  double variance = 0;
  constexpr std::uint64_t kSessions = 5000;
  for (std::uint64_t episode = 0; episode < kSessions; ++episode) {
    const StartDraw start = draws.start(episode);
    const NearestQuery query{start.interest, start.neighbours};
    nearest.require({&query, 1});
    session.start(world, start_of(start, nearest));
    leave.start(draws.leave_key(), episode);
    Stream pick(pick_key, episode);
    for (std::uint32_t step = 0; !session.over(); ++step) {
      const double time = time_of(session.play(uniform_index(pick, 200), leave.at(step)));
      excess += 1 - time;
      variance += time * (1 - time);
    }
    excess -= 5;
  }
  // `excess` is a martingale, so it is nearly normal over this many steps; a deviation of 4.9
  // standard deviations has a chance of 1e-6.
  EXPECT_LT(std::abs(excess), 4.9 * std::sqrt(variance)) << "variance " << variance;
}

}  // namespace
}  // namespace reprise
