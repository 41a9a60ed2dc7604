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

// Returns the tracks, of a catalog of at most six, that are not excluded.
std::vector<TrackId> allowed(const World& world, const std::string& exclude, const Session& session,
                             const UserHistory* history = nullptr) {
  Asking asking(world, "{candidates: catalog, exclude: " + exclude + "}");
  std::vector<bool> seen(world.catalog.n_tracks(), false);
  // The chance that 500 draws miss one of at most six tracks is 6 x (5/6)^500 = 1.5e-39.
  for (std::uint64_t episode = 0; episode < 500; ++episode) {
    seen[asking.ask(session, episode, history).track] = true;
  }
  std::vector<TrackId> tracks;
  for (TrackId track = 0; track < seen.size(); ++track) {
    if (seen[track]) tracks.push_back(track);
  }
  return tracks;
}

class Excludes : public testing::Test {
 protected:
  World world_ = world_of(6);
  Session session_ = played(world_, {2, 4, 2});
  UserHistory history_ = history_of(world_, {{0, 4}, {5}});
};

TEST_F(Excludes, Nothing) {
  EXPECT_THAT(allowed(world_, "nothing", session_, &history_), ElementsAre(0, 1, 2, 3, 4, 5));
}

TEST_F(Excludes, PreviousTrack) {
  EXPECT_THAT(allowed(world_, "previous_track", session_, &history_), ElementsAre(0, 1, 3, 4, 5));
}

TEST_F(Excludes, Session) {
  EXPECT_THAT(allowed(world_, "session", session_, &history_), ElementsAre(0, 1, 3, 5));
}

TEST_F(Excludes, User) {
  EXPECT_THAT(allowed(world_, "user", session_, &history_), ElementsAre(1, 3));
  const UserHistory nothing;
  EXPECT_THAT(allowed(world_, "user", session_, &nothing), ElementsAre(0, 1, 3, 5));
  EXPECT_THAT(allowed(world_, "user", session_), ElementsAre(0, 1, 3, 5));
}

TEST_F(Excludes, TheLast) {
  const Session session = played(world_, {2, 4, 3, 4});
  EXPECT_THAT(allowed(world_, "{last: 1}", session), ElementsAre(0, 1, 2, 3, 5));
  EXPECT_THAT(allowed(world_, "{last: 2}", session), ElementsAre(0, 1, 2, 5));
  EXPECT_THAT(allowed(world_, "{last: 3}", session), ElementsAre(0, 1, 2, 5)) << "4 is there twice";
  EXPECT_THAT(allowed(world_, "{last: 4}", session), ElementsAre(0, 1, 5));
  EXPECT_THAT(allowed(world_, "{last: {n: 100}}", session, &history_), ElementsAre(0, 1, 5))
      << "of this session alone";
}

TEST_F(Excludes, ArtistsOfTheLastTracks) {
  const World world = handmade_world({{0, 50}, {1, 50}, {0, 50}, {2, 50}, {1, 50}, {3, 50}});
  const Session session = played(world, {0, 1, 3});
  EXPECT_THAT(allowed(world, "last_artists", session), ElementsAre(0, 1, 2, 4, 5));
  EXPECT_THAT(allowed(world, "{last_artists: 2}", session), ElementsAre(0, 2, 5));
  EXPECT_THAT(allowed(world, "{last_artists: 9}", session), ElementsAre(5));
}

TEST_F(Excludes, BlockedByAFile) {
  const TemporaryFolder folder;
  const std::string file = folder.write("blocked.json", "[1, 5]");
  EXPECT_THAT(allowed(world_, fmt::format("{{blocked: {}}}", file), session_),
              ElementsAre(0, 2, 3, 4));
  const std::string unknown = folder.write("unknown.json", "[1, 6]");
  EXPECT_THAT([&] { allowed(world_, fmt::format("{{blocked: {}}}", unknown), session_); },
              ThrowsMessage<UserError>(HasSubstr("6")));
}

TEST_F(Excludes, Disliked) {
  const World world = handmade_world({{0, 0}, {1, 50}, {2, 49}, {3, 90}, {4, 10}, {5, 80}});
  const Session session = played(world, {3, 1, 2, 4});
  EXPECT_THAT(allowed(world, "disliked", session), ElementsAre(0, 1, 3, 5)) << "50 is not below 50";
  EXPECT_THAT(allowed(world, "{disliked: 0.51}", session), ElementsAre(0, 3, 5));
  EXPECT_THAT(allowed(world, "{disliked: 0.2}", session), ElementsAre(0, 1, 2, 3, 5));
  EXPECT_THAT(allowed(world, "{disliked: 0}", session), ElementsAre(0, 1, 2, 3, 4, 5));
}

// A repeat gets no time, so it does not make a track disliked.
TEST_F(Excludes, DislikedForgivesARepeat) {
  const World world = handmade_world({{0, 0}, {1, 60}, {2, 10}});
  EXPECT_THAT(allowed(world, "disliked", played(world, {0, 1, 1, 2, 1})), ElementsAre(0, 1));
}

TEST_F(Excludes, DislikedByTheUserOrInTheSession) {
  const World world = handmade_world({{0, 0}, {1, 20}, {2, 60}, {3, 30}, {4, 90}});
  const UserHistory history = history_of(world, {{4, 1, 2}, {3}});
  const Session session = played(world, {0, 3});
  EXPECT_THAT(allowed(world, "disliked", session, &history), ElementsAre(0, 2, 3, 4))
      << "3 was listened to when it was a first track";
  EXPECT_THAT(allowed(world, "{disliked: {scope: session}}", session, &history),
              ElementsAre(0, 1, 2, 4));
  EXPECT_TRUE(
      Asking(world, "{candidates: catalog, exclude: disliked}").capabilities().reads_history);
  EXPECT_FALSE(Asking(world, "{candidates: catalog, exclude: {disliked: {scope: session}}}")
                   .capabilities()
                   .reads_history);
  // The scope is not widened by another part that reads the history.
  Asking both(world,
              "{anchor: {first_track: user}, candidates: catalog, exclude: [{disliked: "
              "{scope: session}}, {last: 1}], pick: first}");
  ASSERT_TRUE(both.capabilities().reads_history);
  EXPECT_EQ(both.ask(played(world, {0}), 0, &history).track, 1u);
}

TEST_F(Excludes, ArtistsPlayedTooOften) {
  const World world = handmade_world({{0, 50}, {0, 50}, {1, 50}, {1, 50}, {2, 50}, {0, 50}});
  const Session session = played(world, {0, 2, 1});
  EXPECT_THAT(allowed(world, "{artist_cap: 1}", session), ElementsAre(4));
  EXPECT_THAT(allowed(world, "{artist_cap: 2}", session), ElementsAre(2, 3, 4))
      << "the first track counts";
  EXPECT_THAT(allowed(world, "{artist_cap: 3}", session), ElementsAre(0, 1, 2, 3, 4, 5));
  EXPECT_THAT(allowed(world, "{artist_cap: 2}", played(world, {2, 2})), ElementsAre(0, 1, 4, 5))
      << "a repeat counts";
}

TEST_F(Excludes, AnyOfSeveral) {
  const Session session = played(world_, {2, 4, 2});
  EXPECT_THAT(allowed(world_, "{any: [previous_track, {last: 2}]}", session),
              ElementsAre(0, 1, 3, 5));
  EXPECT_THAT(allowed(world_, "{any: [previous_track, user]}", session, &history_),
              ElementsAre(1, 3));
  EXPECT_THAT(allowed(world_, "{any: [previous_track]}", session), ElementsAre(0, 1, 3, 4, 5));
  EXPECT_THAT(allowed(world_, "{any: [nothing, nothing]}", session), ElementsAre(0, 1, 2, 3, 4, 5));
  EXPECT_THAT(allowed(world_, "{any: []}", session), ElementsAre(0, 1, 2, 3, 4, 5));
  EXPECT_TRUE(Asking(world_, "{candidates: catalog, exclude: {any: [session, user]}}")
                  .capabilities()
                  .reads_history);
}

TEST_F(Excludes, AListStandsForAny) {
  const World world = handmade_world({{0, 50}, {0, 50}, {1, 50}, {1, 50}, {2, 50}, {0, 50}});
  const Session session = played(world, {0, 2, 1});
  EXPECT_THAT(allowed(world, "[session, {artist_cap: 2}]", session), ElementsAre(3, 4));
  EXPECT_THAT(allowed(world, "[session]", session), ElementsAre(3, 4, 5));
  EXPECT_THAT(allowed(world, "[nothing]", session), ElementsAre(0, 1, 2, 3, 4, 5));
  EXPECT_THAT(allowed(world, "[{artist_cap: 2}, [previous_track, {last: 2}]]", session),
              ElementsAre(3, 4))
      << "lists within lists";
  // The resolved YAML can be read again and gives the same YAML.
  const auto resolved = [](const std::string& yaml) {
    return write_yaml(read_recommender(parse_yaml(yaml, "test"), "test").resolved);
  };
  const std::string list = resolved("{candidates: catalog, exclude: [session, {artist_cap: 2}]}");
  EXPECT_EQ(list, resolved("{candidates: catalog, exclude: {any: [session, {artist_cap: 2}]}}"));
  EXPECT_EQ(resolved(list), list);
}

TEST_F(Excludes, RefuseWhatTheyCannotRead) {
  const auto reading = [](const std::string& exclude) {
    return [exclude] {
      read_recommender(parse_yaml("{candidates: catalog, exclude: " + exclude + "}", "test"),
                       "test");
    };
  };
  EXPECT_THAT(reading("[session, {artist_cup: 2}]"),
              ThrowsMessage<UserError>(HasSubstr("did you mean 'artist_cap'?")));
  EXPECT_THAT(reading("artist_cap"), ThrowsMessage<UserError>(HasSubstr("needs 'most'")));
  EXPECT_THAT(reading("{artist_cap: 0}"), ThrowsMessage<UserError>(HasSubstr("artist_cap.most")));
  EXPECT_THAT(reading("last"), ThrowsMessage<UserError>(HasSubstr("needs 'n'")));
  EXPECT_THAT(reading("{last: 0}"), ThrowsMessage<UserError>(HasSubstr("last.n")));
  EXPECT_THAT(reading("{disliked: 0.333}"),
              ThrowsMessage<UserError>(HasSubstr("whole hundredths")));
}

}  // namespace
}  // namespace reprise
