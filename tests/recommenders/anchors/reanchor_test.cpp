// Tests `reanchor`, the anchor that is kept for a while, through the resulting recommendations.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/recommenders/asking.h"
#include "tests/recommenders/small_world.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

// Returns the anchors of a session that begins with `first` and then plays `plays` in any case: one
// anchor for each recommendation. Artists have one track each, so the recommended track is the
// anchor itself.
std::vector<TrackId> anchors(const World& world, const std::string& parameters, TrackId first,
                             std::initializer_list<TrackId> plays) {
  Asking asking(world, fmt::format("{{anchor: {{reanchor: {}}}, candidates: artist, pick: first}}",
                                   parameters));
  Session session = played(world, {first});
  asking.clear_scratch();
  std::vector<TrackId> found;
  for (const TrackId play : plays) {
    found.push_back(asking.ask(session, 0).track);
    session.play(play, 0.0);
  }
  return found;
}

TEST(Reanchor, EverySoManyRecommendations) {
  const World world = world_of(10);
  const auto every = [&](int k) {
    return anchors(world, fmt::format("{{every: {}}}", k), 0, {1, 2, 3, 4, 5, 6, 7});
  };
  EXPECT_THAT(every(1), ElementsAre(0, 1, 2, 3, 4, 5, 6));
  EXPECT_THAT(every(2), ElementsAre(0, 0, 2, 2, 4, 4, 6));
  EXPECT_THAT(every(3), ElementsAre(0, 0, 0, 3, 3, 3, 6));
  EXPECT_THAT(every(6), ElementsAre(0, 0, 0, 0, 0, 0, 6));
  EXPECT_THAT(every(7), ElementsAre(0, 0, 0, 0, 0, 0, 0));
  EXPECT_THAT(every(0), ElementsAre(0, 0, 0, 0, 0, 0, 0)) << "never";
}

TEST(Reanchor, FromOneAnchorToAnother) {
  const World world = handmade_world({{0, 0}, {1, 10}, {2, 60}, {3, 90}, {4, 20}, {5, 30}});
  // The first track was heard to the end, so it is the best track of the session, but it is not
  // among the last two.
  EXPECT_THAT(anchors(world, "{every: 2, to: {best_track: {last: 2}}}", 1, {2, 3, 4, 5, 2, 1}),
              ElementsAre(1, 1, 3, 3, 5, 5));
}

TEST(Reanchor, OnlyAfterATrackThatWasListenedTo) {
  const World world = handmade_world(
      {{0, 0}, {1, 10}, {2, 49}, {3, 50}, {4, 20}, {5, 90}, {6, 80}, {7, 85}, {8, 20}});
  // A new anchor is due from the third recommendation on. It is not taken after tracks 2 (49) and 4
  // (20) but after 3 (50). Two recommendations later a new anchor is due again, and is taken after
  // track 6 (80).
  EXPECT_THAT(anchors(world, "{every: 2, at_least: 0.5}", 1, {5, 2, 4, 3, 8, 6, 7, 0}),
              ElementsAre(1, 1, 1, 1, 3, 3, 6, 6));
}

// When a new anchor is due but `to` gives none, the old anchor stays and `to` is asked again at
// each step.
TEST(Reanchor, StaysWhereThereIsNothingToGoTo) {
  const World world = handmade_world({{0, 0}, {1, 10}, {2, 40}, {3, 90}, {4, 20}, {5, 30}});
  EXPECT_THAT(anchors(world, "{every: 1, to: {previous_track: {at_least: 0.8}}}", 1, {2, 4, 3, 5}),
              ElementsAre(1, 1, 1, 3));
}

// While `from` gives no track there is no anchor. The first track that it gives is kept.
TEST(Reanchor, BeginsOnceThereIsSomethingToBeginWith) {
  const World world = handmade_world({{0, 0}, {1, 10}, {2, 40}, {3, 90}, {4, 95}});
  Asking none(world,
              "{anchor: {reanchor: {from: {previous_track: {at_least: 0.8}}}}, candidates: artist, "
              "pick: first, fallback: {top_pop: 1}}");
  Session session = played(world, {1, 2});
  none.clear_scratch();
  EXPECT_EQ(none.ask(session, 0).tally.no_anchor, 1u);
  session.play(3, 0.0);
  EXPECT_EQ(none.ask(session, 0).track, 3u);
  session.play(4, 0.0);
  EXPECT_EQ(none.ask(session, 0).track, 3u);
}

// Artist 1 has tracks 1 and 2, artist 2 has 3 to 6, artist 3 has 7 and 8, artist 4 has 9.
World world_of_artists() {
  return handmade_world(
      {{0, 50}, {1, 50}, {1, 50}, {2, 50}, {2, 50}, {2, 50}, {2, 50}, {3, 50}, {3, 50}, {4, 50}});
}

TEST(Reanchor, WhenItsCandidatesRunOutAndStaysWithTheNewOne) {
  const World world = world_of_artists();
  Asking asking(world,
                "{anchor: reanchor, candidates: artist, exclude: session, pick: first, fallback: "
                "{candidates: {top_tracks: 1}, pick: first}}");
  asking.clear_scratch();
  Session session = played(world, {1});
  const auto step = [&](TrackId recommended, std::uint64_t exhausted, TrackId play) {
    const Answer answer = asking.ask(session, 0);
    EXPECT_EQ(answer.track, recommended);
    EXPECT_EQ(answer.tally.exhausted, exhausted);
    session.play(play, 0.0);
  };
  step(2, 0, 2);  // the last unplayed track of artist 1
  step(0, 1, 3);  // the artist of the previous track is exhausted too
  step(4, 0, 7);  // the new anchor is the previous track, 3
  step(4, 0, 9);  // the anchor stays 3, although 7 and 9 are played next
  step(4, 0, 4);
  step(5, 0, 5);
  step(6, 0, 6);
  step(0, 1, 8);  // artist 2 is exhausted and is also the artist of the previous track: no anchor
                  // is left
  step(0, 1, 0);
}

TEST(Reanchor, ToTheNextOneLeftWhenTheFirstToIsTriedAsWell) {
  const World world = world_of_artists();
  Asking asking(
      world,
      "{anchor: {reanchor: {to: {liked: {above: 0.4, which: last}}}}, candidates: artist, "
      "exclude: session, pick: first, fallback: {candidates: {top_tracks: 1}, pick: "
      "first}}");
  asking.clear_scratch();
  // Artists 1 and 4 have no track left, and track 9 of artist 4 was liked last. Track 7 was liked
  // before it.
  Session session = played(world, {1, 2, 7, 9});
  const Answer answer = asking.ask(session, 0);
  EXPECT_EQ(answer.track, 8u);
  EXPECT_EQ(answer.tally.lists_asked, 3u) << "of 1, 9 and 7";
  // From now on the anchor is 7. When artist 3 is exhausted too, the anchor is the last liked track
  // whose artist is not exhausted.
  session.play(4, 0.0);
  EXPECT_EQ(asking.ask(session, 0).track, 8u);
  session.play(8, 0.0);
  EXPECT_EQ(asking.ask(session, 0).track, 3u);
}

TEST(Reanchor, NotWhenItsCandidatesRunOutIfItMayNot) {
  const World world = world_of_artists();
  Asking asking(
      world,
      "{anchor: {reanchor: {when_exhausted: false, every: 3}}, candidates: artist, exclude: "
      "session, pick: first, fallback: {candidates: {top_tracks: 1}, pick: first}}");
  asking.clear_scratch();
  Session session = played(world, {1});
  EXPECT_EQ(asking.ask(session, 0).track, 2u);
  for (const TrackId play : {2u, 3u}) {
    session.play(play, 0.0);
    const Answer answer = asking.ask(session, 0);
    EXPECT_EQ(answer.track, 0u);
    EXPECT_EQ(answer.tally.exhausted, 1u);
    EXPECT_EQ(answer.tally.lists_asked, 2u) << "the first track's and the fallback's";
  }
  session.play(7, 0.0);
  EXPECT_EQ(asking.ask(session, 0).track, 8u) << "due at last";
}

// A step that is asked for again gets the same answer, draw for draw, also if the anchor changed at
// this step.
TEST(Reanchor, AnswersAStepThatIsAskedForAgainTheSame) {
  const World world = world_of_artists();
  for (const char* yaml :
       {"{anchor: reanchor, candidates: artist, exclude: session}",
        "{anchor: {reanchor: {every: 2, to: weighted_history}}, candidates: catalog}"}) {
    SCOPED_TRACE(yaml);
    Asking asking(world, yaml);
    for (std::uint64_t episode = 0; episode < 50; ++episode) {
      asking.clear_scratch();
      Session session = played(world, {1});
      for (const TrackId play : {2u, 3u, 7u, 9u}) {
        const Answer answer = asking.ask(session, episode);
        const Answer again = asking.ask(session, episode);
        ASSERT_EQ(answer.track, again.track) << "before " << play;
        ASSERT_EQ(answer.tally.lists_asked, again.tally.lists_asked);
        session.play(play, 0.0);
      }
    }
  }
}

// The anchor of one session is not passed on to the next session, even if both are at the same
// step.
TEST(Reanchor, BeginsEverySessionAnew) {
  const World world = world_of(10);
  Asking asking(world, "{anchor: reanchor, candidates: artist, pick: first}");
  for (const TrackId first : {3u, 5u, 4u}) {
    asking.clear_scratch();
    EXPECT_EQ(asking.ask(played(world, {first}), 0).track, first);
  }
}

TEST(Reanchor, RefusesWhatItCannotRead) {
  const auto reading = [](const std::string& yaml) {
    return [yaml] { read_recommender(parse_yaml(yaml, "test"), "test"); };
  };
  EXPECT_THAT(reading("{anchor: {reanchor: {every: -1}}, candidates: artist}"),
              ThrowsMessage<UserError>(HasSubstr("reanchor.every")));
  EXPECT_THAT(reading("{anchor: {reanchor: {to: previus_track}}, candidates: artist}"),
              ThrowsMessage<UserError>(HasSubstr("did you mean 'previous_track'?")));
  EXPECT_THAT(reading("{anchor: {reanchor: {at_least: 0.123}}, candidates: artist}"),
              ThrowsMessage<UserError>(HasSubstr("whole hundredths")));
}

}  // namespace
}  // namespace reprise
