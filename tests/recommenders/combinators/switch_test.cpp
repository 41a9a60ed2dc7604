#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/recommenders/asking.h"
#include "tests/recommenders/small_world.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

auto reading(const std::string& yaml) {
  return [yaml] { read_recommender(parse_yaml(yaml, "test"), "test"); };
}

// The track, 0, 1 or 2, tells which band answers.
class Switch : public testing::Test {
 protected:
  // Returns a world in which track 3 + i is listened to for kTimes[i].
  static World made() {
    std::vector<HandmadeTrack> tracks = {{0, 0}, {1, 50}, {2, 50}};
    for (ArtistId i = 0; i < kTimes.size(); ++i) tracks.push_back({3 + i, kTimes[i]});
    return handmade_world(tracks);
  }
  static inline const std::vector<Hundredths> kTimes = {0, 29, 30, 31, 59, 60, 61, 99, 100};

  std::string list(TrackId track) {
    std::string lines;
    for (const std::int64_t id : world_.users.ids) {
      lines += fmt::format("{{\"user\": {}, \"tracks\": [{}]}}\n", id, track);
    }
    return folder_.write(fmt::format("{}.json", track), lines);
  }

  World world_ = made();
  TemporaryFolder folder_;
};

TEST_F(Switch, BandsAreBelowTheirTimes) {
  Asking asking(world_, fmt::format("{{switch: {{below: [[0.3, {{indexed: {}}}], [0.6, {{indexed: "
                                    "{}}}]], otherwise: {{indexed: {}}}}}}}",
                                    list(0), list(1), list(2)));
  for (TrackId i = 0; i < kTimes.size(); ++i) {
    const Session session = played(world_, {1, 3 + i});
    ASSERT_EQ(session.playbacks().last_time(), kTimes[i]);
    const TrackId expected = kTimes[i] < 30 ? 0 : kTimes[i] < 60 ? 1 : 2;
    EXPECT_EQ(asking.ask(session, 0).track, expected) << "time " << kTimes[i];
  }
}

// The session so far decides; its first track is no recommendation.
TEST_F(Switch, OnTheSessionSoFar) {
  const auto asked_on = [&](const std::string& what, const std::string& low,
                            const std::string& high) {
    return fmt::format(
        "{{switch_on: {{what: {}, below: [[{}, {{indexed: {}}}], [{}, {{indexed: "
        "{}}}]], otherwise: {{indexed: {}}}}}}}",
        what, low, list(0), high, list(1), list(2));
  };
  // Track 5 is listened to for 0.30, track 10 for 0.99, track 11 for all its length.
  Asking mean(world_, asked_on("mean_time", "0.5", "0.65"));
  EXPECT_EQ(mean.ask(played(world_, {1}), 0).track, 2u) << "nothing was recommended yet";
  EXPECT_EQ(mean.ask(played(world_, {1, 5}), 0).track, 0u);
  EXPECT_EQ(mean.ask(played(world_, {1, 5, 10}), 0).track, 1u) << "0.645";
  EXPECT_EQ(mean.ask(played(world_, {1, 10, 11}), 0).track, 2u);
  Asking liked(world_, asked_on("liked", "1", "2"));
  EXPECT_EQ(liked.ask(played(world_, {1, 5}), 0).track, 0u);
  EXPECT_EQ(liked.ask(played(world_, {1, 5, 10}), 0).track, 1u);
  EXPECT_EQ(liked.ask(played(world_, {1, 10, 11}), 0).track, 2u);
  Asking tracks(world_, asked_on("tracks", "1", "2"));
  EXPECT_EQ(tracks.ask(played(world_, {1}), 0).track, 0u);
  EXPECT_EQ(tracks.ask(played(world_, {1, 5}), 0).track, 1u);
  Asking history(world_, asked_on("history", "1", "3"));
  EXPECT_TRUE(history.capabilities().reads_history);
  EXPECT_FALSE(tracks.capabilities().reads_history);
  const UserHistory some = history_of(world_, {{1, 5}});
  EXPECT_EQ(history.ask(played(world_, {1}), 0).track, 0u);
  EXPECT_EQ(history.ask(played(world_, {1}), 0, &some).track, 1u);
  EXPECT_THAT(reading("{switch_on: {what: liked, below: [[2, random], [1, random]], otherwise: "
                      "random}}"),
              ThrowsMessage<UserError>(HasSubstr("expected values in ascending order")));
}

TEST_F(Switch, StagesCountRecommendations) {
  Asking asking(world_, fmt::format("{{stages: {{first: [[1, {{indexed: {}}}], [2, {{indexed: "
                                    "{}}}]], then: {{indexed: {}}}}}}}",
                                    list(0), list(1), list(2)));
  EXPECT_EQ(asking.ask(played(world_, {5}), 0).track, 0u);
  EXPECT_EQ(asking.ask(played(world_, {5, 6}), 0).track, 1u);
  EXPECT_EQ(asking.ask(played(world_, {5, 6, 7}), 0).track, 1u);
  EXPECT_EQ(asking.ask(played(world_, {5, 6, 7, 8}), 0).track, 2u);
  EXPECT_EQ(asking.ask(played(world_, {5, 6, 7, 8, 9}), 0).track, 2u);
  EXPECT_THAT(reading("{stages: {first: [[0, random]], then: random}}"),
              ThrowsMessage<UserError>(HasSubstr("a number of tracks from 1")));
}

TEST_F(Switch, TakesTheFirstTrackForHeardAndARepeatForSkipped) {
  Asking asking(world_, fmt::format("{{switch: {{below: [[0.01, {{indexed: {}}}]], otherwise: "
                                    "{{indexed: {}}}}}}}",
                                    list(0), list(2)));
  EXPECT_EQ(asking.ask(played(world_, {1}), 0).track, 2u);
  EXPECT_EQ(asking.ask(played(world_, {1, 1}), 0).track, 0u);
}

TEST_F(Switch, WithoutBandsIsWhatIsOtherwise) {
  Asking asking(world_,
                fmt::format("{{switch: {{below: [], otherwise: {{indexed: {}}}}}}}", list(1)));
  EXPECT_EQ(asking.ask(played(world_, {2}), 0).track, 1u);
}

TEST_F(Switch, RefusesBandsThatAreNone) {
  EXPECT_THAT(reading("{switch: {below: [[0.6, random], [0.3, random]], otherwise: random}}"),
              ThrowsMessage<UserError>(HasSubstr("ascending order")));
  EXPECT_THAT(reading("{switch: {below: [[0.3, random], [0.3, random]], otherwise: random}}"),
              ThrowsMessage<UserError>(HasSubstr("ascending order")));
  EXPECT_THAT(reading("{switch: {below: [[0.305, random]], otherwise: random}}"),
              ThrowsMessage<UserError>(HasSubstr("whole hundredths")));
  EXPECT_THAT(reading("{switch: {below: [[0, random]], otherwise: random}}"),
              ThrowsMessage<UserError>(HasSubstr("a time above 0")));
  EXPECT_THAT(reading("{switch: {below: [random], otherwise: random}}"),
              ThrowsMessage<UserError>(HasSubstr("[time, recommender]")));
  EXPECT_THAT(reading("{switch: {below: [[0.3, random]]}}"),
              ThrowsMessage<UserError>(HasSubstr("needs 'otherwise'")));
  EXPECT_THAT(reading("{switch: {below: [[0.3, random]], otherwise: }}"),
              ThrowsMessage<UserError>(HasSubstr("needs 'otherwise'")));
}

TEST_F(Switch, EveryHundredthIsATime) {
  for (int hundredths = 1; hundredths <= 100; ++hundredths) {
    const std::string yaml = fmt::format(
        "{{switch: {{below: [[{}.{:02}, random]], otherwise: "
        "random}}}}",
        hundredths / 100, hundredths % 100);
    EXPECT_NO_THROW(reading(yaml)()) << yaml;
  }
}

}  // namespace
}  // namespace reprise
