// Tests combinators that count events of the session. The track, 0, 1 or 2, tells which recommender
// was asked.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/recommenders/asking.h"
#include "tests/recommenders/small_world.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

auto reading(const std::string& yaml) {
  return [yaml] { read_recommender(parse_yaml(yaml, "test"), "test"); };
}

class Combinators : public testing::Test {
 protected:
  // Tracks 0 to 2 tell the recommenders apart and track 3 is the first track. The tracks from 4 on
  // are listened to for 0, 10, ... 90 hundredths.
  static World made() {
    std::vector<HandmadeTrack> tracks = {{0, 0}, {1, 50}, {2, 50}, {3, 50}};
    for (ArtistId i = 0; i < 10; ++i) tracks.push_back({4 + i, static_cast<Hundredths>(10 * i)});
    return handmade_world(tracks);
  }

  // Returns a recommender that always recommends this track.
  std::string who(TrackId track) {
    std::string lines;
    for (const std::int64_t id : world_.users.ids) {
      lines += fmt::format("{{\"user\": {}, \"tracks\": [{}]}}\n", id, track);
    }
    return fmt::format("{{indexed: {}}}", folder_.write(fmt::format("{}.json", track), lines));
  }
  // Returns `yaml` with {0}, {1} and {2} replaced by the three recommenders.
  std::string with(const std::string& yaml) {
    return fmt::format(fmt::runtime(yaml), who(0), who(1), who(2));
  }
  // Returns which recommender is asked first, and then after each play; the plays have the given
  // times.
  std::vector<TrackId> asked(const std::string& yaml, const std::vector<Hundredths>& times) {
    Asking asking(world_, with(yaml));
    Session session = played(world_, {3});
    std::vector<TrackId> tracks{asking.ask(session, 0).track};
    for (const Hundredths time : times) {
      EXPECT_EQ(session.play(4 + static_cast<TrackId>(time / 10), 0.0), time);
      tracks.push_back(asking.ask(session, 0).track);
    }
    return tracks;
  }

  World world_ = made();
  TemporaryFolder folder_;
};

TEST_F(Combinators, AfterSkipsInARow) {
  const std::string yaml = "{{after_skips: {{skips: 2, then: {1}, otherwise: {0}}}}}";
  EXPECT_THAT(asked(yaml, {40, 50, 10, 20, 30, 90, 0}), ElementsAre(0, 0, 0, 0, 1, 1, 0, 0))
      << "50 is no skip";
  EXPECT_THAT(asked("{{after_skips: {{then: {1}, otherwise: {0}}}}}", {40, 10, 20, 60}),
              ElementsAre(0, 0, 0, 1, 0))
      << "three, when nothing is said";
  EXPECT_THAT(asked("{{after_skips: {{skips: 1, then: {1}, otherwise: {0}}}}}", {40, 60}),
              ElementsAre(0, 1, 0));
}

TEST_F(Combinators, AfterSkipsAmongTheLast) {
  EXPECT_THAT(asked("{{after_skips: {{skips: 2, of_last: 3, then: {1}, otherwise: {0}}}}}",
                    {40, 60, 10, 70, 20, 80, 90}),
              ElementsAre(0, 0, 0, 1, 0, 1, 0, 0));
  EXPECT_THAT(asked("{{after_skips: {{skips: 2, of_last: 100, then: {1}, otherwise: {0}}}}}",
                    {40, 60, 10, 70, 80}),
              ElementsAre(0, 0, 0, 1, 1, 1));
}

TEST_F(Combinators, AfterSkipsOfWhatIsBelow) {
  EXPECT_THAT(asked("{{after_skips: {{skips: 1, below: 0.2, then: {1}, otherwise: {0}}}}}",
                    {20, 10, 30, 0}),
              ElementsAre(0, 0, 1, 0, 1));
  EXPECT_THAT(asked("{{after_skips: {{skips: 1, below: 0, then: {1}, otherwise: {0}}}}}", {10, 0}),
              ElementsAre(0, 0, 0));
}

// The first track was not recommended, so it does not count among the last recommendations.
TEST_F(Combinators, AfterSkipsLeavesTheFirstTrackOut) {
  const std::string yaml =
      with("{{after_skips: {{skips: 1, of_last: 2, below: 100, then: {1}, otherwise: {0}}}}}");
  Asking asking(world_, yaml);
  EXPECT_EQ(asking.ask(played(world_, {3}), 0).track, 0u);
  EXPECT_EQ(asking.ask(played(world_, {3, 13}), 0).track, 1u);
}

TEST_F(Combinators, Every) {
  const std::vector<Hundredths> plays = {0, 10, 20, 30, 40, 50};
  EXPECT_THAT(asked("{{every: {{step: 3, then: {1}, otherwise: {0}}}}}", plays),
              ElementsAre(0, 0, 1, 0, 0, 1, 0));
  EXPECT_THAT(asked("{{every: {{step: 1, then: {1}, otherwise: {0}}}}}", plays),
              ElementsAre(1, 1, 1, 1, 1, 1, 1));
  EXPECT_THAT(asked("{{every: {{step: 2, then: {1}, otherwise: {0}}}}}", plays),
              ElementsAre(0, 1, 0, 1, 0, 1, 0));
}

TEST_F(Combinators, RotateAfterSkips) {
  EXPECT_THAT(asked("{{rotate: [{0}, {1}, {2}]}}", {40, 50, 10, 20, 90, 30}),
              ElementsAre(0, 1, 1, 2, 0, 0, 1));
  EXPECT_THAT(asked("{{rotate: {{of: [{0}, {1}, {2}], count: 2}}}}", {40, 50, 10, 20, 90, 30}),
              ElementsAre(0, 0, 0, 1, 1, 1, 2));
  EXPECT_THAT(asked("{{rotate: {{of: [{0}, {1}, {2}], below: 0.2}}}}", {40, 10, 20, 0}),
              ElementsAre(0, 0, 1, 1, 2));
}

TEST_F(Combinators, RotateAfterRecommendations) {
  EXPECT_THAT(
      asked("{{rotate: {{of: [{0}, {1}, {2}], after: recommendations}}}}", {90, 10, 80, 20}),
      ElementsAre(0, 1, 2, 0, 1));
  EXPECT_THAT(asked("{{rotate: {{of: [{0}, {1}], after: recommendations, count: 2}}}}",
                    {90, 10, 80, 20, 30}),
              ElementsAre(0, 0, 1, 1, 0, 0));
  EXPECT_THAT(asked("{{rotate: [{2}]}}", {10, 20}), ElementsAre(2, 2, 2));
}

// Combinators inside combinators count the same session.
TEST_F(Combinators, WithinCombinators) {
  EXPECT_THAT(
      asked("{{every: {{step: 2, then: {2}, otherwise: {{after_skips: {{skips: 1, then: {1}, "
            "otherwise: {0}}}}}}}}}",
            {40, 10, 60, 70}),
      ElementsAre(0, 2, 1, 2, 0));
}

TEST_F(Combinators, AskForWhatTheirPartsAskFor) {
  const std::string user = "{candidates: catalog, exclude: user}";
  for (const std::string& yaml :
       {"{after_skips: {then: " + user + ", otherwise: random}}",
        "{after_skips: {then: random, otherwise: " + user + "}}",
        "{every: {step: 2, then: " + user + ", otherwise: random}}",
        "{every: {step: 2, then: random, otherwise: " + user + "}}",
        "{rotate: [random, " + user + "]}", "{epsilon_greedy: [random, " + user + "]}",
        "{thompson: [random, " + user + "]}"}) {
    EXPECT_TRUE(Asking(world_, yaml).capabilities().reads_history) << yaml;
  }
}

TEST_F(Combinators, RefuseWhatTheyCannotRead) {
  EXPECT_THAT(reading("{after_skips: {skips: 3, of_last: 2, then: random, otherwise: random}}"),
              ThrowsMessage<UserError>(HasSubstr("3 skips cannot be among the last 2")));
  EXPECT_THAT(reading("{after_skips: {then: random}}"),
              ThrowsMessage<UserError>(HasSubstr("needs 'otherwise'")));
  EXPECT_THAT(reading("{after_skips: {skips: 0, then: random, otherwise: random}}"),
              ThrowsMessage<UserError>(HasSubstr("after_skips.skips")));
  EXPECT_THAT(reading("{every: {then: random, otherwise: random}}"),
              ThrowsMessage<UserError>(HasSubstr("needs 'step'")));
  EXPECT_THAT(reading("{every: {step: 0, then: random, otherwise: random}}"),
              ThrowsMessage<UserError>(HasSubstr("every.step")));
  EXPECT_THAT(reading("{rotate: []}"),
              ThrowsMessage<UserError>(HasSubstr("'rotate.of' is an empty list")));
  EXPECT_THAT(reading("{rotate: {of: [random], after: skip}}"),
              ThrowsMessage<UserError>(HasSubstr("did you mean 'skips'?")));
  EXPECT_THAT(reading("{rotate: {of: [random], count: 0}}"),
              ThrowsMessage<UserError>(HasSubstr("rotate.count")));
}

// An `of_last` outside its limits is refused, although the parameter is optional.
TEST_F(Combinators, ChecksParametersThatMayBeLeftOut) {
  EXPECT_THAT(
      reading("{after_skips: {skips: 1, of_last: 2000000000, then: random, otherwise: random}}"),
      ThrowsMessage<UserError>(HasSubstr("after_skips.of_last")));
}

}  // namespace
}  // namespace reprise
