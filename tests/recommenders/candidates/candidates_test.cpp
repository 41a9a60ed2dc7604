#include <fmt/format.h>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "tests/gzipped.h"
#include "tests/recommenders/asking.h"
#include "tests/recommenders/listing.h"
#include "tests/recommenders/small_world.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Returns the whole list of candidates: with the session's tracks excluded, the sentence plays the
// list from its head to its end.
std::vector<TrackId> listed(const World& world, const std::string& candidates, TrackId first) {
  Asking asking(world, "{anchor: first_track, candidates: " + candidates +
                           ", exclude: session, pick: first}");
  Session session = played(world, {first});
  std::vector<TrackId> tracks;
  while (tracks.size() < world.catalog.n_tracks()) {
    const Answer answer = asking.ask(session, 0);
    if (answer.tally.fallbacks() > 0) break;
    tracks.push_back(answer.track);
    session.play(answer.track, 0.0);
  }
  return tracks;
}

TEST(CandidatesOf, Catalog) {
  EXPECT_THAT(listed(world_of(4), "catalog", 2), ElementsAre(0, 1, 3));
}

TEST(CandidatesOf, Artist) {
  const World world = handmade_world({{0, 0}, {1, 50}, {0, 50}, {2, 50}, {0, 50}});
  EXPECT_THAT(listed(world, "artist", 2), ElementsAre(0, 4));
  EXPECT_THAT(listed(world, "artist", 3), IsEmpty()) << "the anchor is its artist's only track";
  Asking asking(world, "{candidates: artist, pick: first}");
  EXPECT_EQ(asking.ask(played(world, {3}), 0).track, 3u) << "the anchor is included";
}

TEST(CandidatesOf, TopTracks) {
  WorldData data = handmade_data({{0, 0}, {1, 50}, {2, 50}, {3, 50}, {4, 50}});
  data.top_tracks = {3, 1, 4, 0};
  const World world = make_world(data);
  EXPECT_THAT(listed(world, "top_tracks", 2), ElementsAre(3, 1, 4, 0));
  EXPECT_THAT(listed(world, "{top_tracks: 2}", 2), ElementsAre(3, 1));
  EXPECT_THAT(listed(world, "{top_tracks: {top: 1}}", 2), ElementsAre(3));
  EXPECT_THAT(Asking(world, "{top_pop: 4}").build().warnings, IsEmpty());
  EXPECT_THAT(Asking(world, "{top_pop: 5}").build().warnings,
              ElementsAre(HasSubstr("the world's list has 4")));
  // A list of the whole catalog is as long as possible, so there is no warning.
  EXPECT_THAT(Asking(world_of(5), "{top_pop: 100}").build().warnings, IsEmpty());
}

TEST(CandidatesOf, TopTracksOfAFile) {
  const TemporaryFolder folder;
  WorldData data = handmade_data({{0, 0}, {1, 50}, {2, 50}, {3, 50}, {4, 50}});
  data.top_tracks = {3, 1, 4, 0};
  const World world = make_world(data);
  const std::string file = folder.write("it's \"top\".json", gzipped("[\"0\", 4, 1]"));
  const std::string quoted = nlohmann::json(file).dump();
  const std::string all = fmt::format("{{top_tracks: {{file: {}}}}}", quoted);
  EXPECT_THAT(listed(world, all, 2), ElementsAre(0, 4, 1));
  EXPECT_THAT(listed(world, fmt::format("{{top_tracks: {{file: {}, top: 2}}}}", quoted), 2),
              ElementsAre(0, 4));
  EXPECT_THAT(
      Asking(world, fmt::format("{{top_pop: {{file: {}, top: 3}}}}", quoted)).build().warnings,
      IsEmpty());
  EXPECT_THAT(Asking(world, fmt::format("{{top_pop: {{file: {}}}}}", quoted)).build().warnings,
              ElementsAre(AllOf(HasSubstr("100 most popular"), HasSubstr("\"top\".json has 3"))));
  Asking pop(world, fmt::format("{{top_pop: {{file: {}, top: 1}}}}", quoted));
  EXPECT_EQ(pop.ask(played(world, {2}), 0).track, 0u) << "the file's, not the world's";
}

TEST(CandidatesOf, Nearest) {
  // The values in one dimension are 1, -2, 3, 0.5, 3. So the nearest to 2 are 2 and 4 (9 each),
  // then 0, 3, 1.
  WorldData data = handmade_data({{0, 0}, {1, 0}, {2, 0}, {3, 0}, {4, 0}});
  data.embeddings = {1, -2, 3, 0.5f, 3};
  const World world = make_world(data);
  EXPECT_THAT(listed(world, "{nearest: 5}", 2), ElementsAre(4, 0, 3, 1));
  EXPECT_THAT(listed(world, "{nearest: 3}", 2), ElementsAre(4, 0));
  EXPECT_THAT(listed(world, "nearest", 1), ElementsAre(3, 0, 2, 4)) << "descending products";
  Asking asking(world, "{candidates: {nearest: 2}, pick: first}");
  EXPECT_EQ(asking.ask(played(world, {4}), 0).track, 2u) << "equal scores by id";
}

// `top` limits the list even when another part had a longer list computed.
TEST(CandidatesOf, NearestKeepsToItsLength) {
  const World world = world_of(20);
  Asking asking(
      world, "{one_of: [[1, {candidates: {nearest: 15}}], [1e-300, {candidates: {nearest: 2}}]]}");
  ASSERT_EQ(asking.nearest().of(0).size(), 15u);
  Asking both(world,
              "{candidates: {nearest: 2}, exclude: session, pick: first, fallback: {candidates: "
              "{nearest: 15}, pick: first}}");
  ASSERT_EQ(both.nearest().of(7).size(), 15u);
  const TrackId head = both.nearest().of(7)[0];
  const TrackId second = both.nearest().of(7)[1];
  EXPECT_EQ(both.ask(played(world, {head, second, 7}), 0).tally.exhausted, 1u);
}

TEST(CandidatesOf, NearestWithScores) {
  WorldData data = handmade_data({{0, 0}, {1, 0}, {2, 0}, {3, 0}, {4, 0}});
  data.embeddings = {1, -2, 3, 0.5f, 3};
  const World world = make_world(data);
  const Session session = played(world, {0});
  Listing plain(world, "{nearest: 3}");
  EXPECT_FALSE(plain.candidates().scored());
  EXPECT_THAT(plain.of(2, session).scores, IsEmpty());
  Listing scored(world, "{nearest: 3}", Listing::kScores);
  EXPECT_TRUE(scored.candidates().scored());
  // Anchors are asked for in turn, twice. The scores must be those of the anchor asked for.
  for (int round = 0; round < 2; ++round) {
    EXPECT_THAT(scored.of(2, session).tracks, ElementsAre(2, 4, 0));
    EXPECT_THAT(scored.of(2, session).scores, ElementsAre(9, 9, 3));
    EXPECT_THAT(scored.of(1, session).tracks, ElementsAre(1, 3, 0));
    EXPECT_THAT(scored.of(1, session).scores, ElementsAre(4, -1, -2));
  }
  EXPECT_TRUE(scored.capabilities().privileged);
}

// Only the part that asks for scores causes their computation, not a part beside it.
TEST(CandidatesOf, NearestHasScoresOnlyWhereTheyAreWanted) {
  const World world = world_of(6);
  const auto scratch = [&](const std::string& yaml) {
    return Asking(world, yaml).build().scratch.size();
  };
  EXPECT_EQ(scratch("{candidates: {nearest: 3}, pick: {softmax: 1}}"), 0u);
  EXPECT_EQ(scratch("{candidates: {nearest: 3}, pick: {softmax: {temperature: 1, over: scores}}, "
                    "fallback: {candidates: {nearest: 3}}}"),
            2u)
      << "the scores and the softmax of them";
  // artist_fatigue by rank makes scores of its own and needs none from its candidates.
  EXPECT_EQ(scratch("{candidates: {artist_fatigue: {candidates: {nearest: 3}}}, pick: {softmax: "
                    "{temperature: 1, over: scores}}}"),
            2u)
      << "the list and the softmax";
}

TEST(CandidatesOf, WhatWasPlayedAndLiked) {
  const World world = handmade_world({{0, 0}, {1, 60}, {2, 50}, {3, 90}, {4, 10}, {5, 80}});
  const Session session = played(world, {1, 2, 3, 4, 3});
  const UserHistory history = history_of(world, {{5, 1}, {2, 3}});
  const auto listed_of = [&](const std::string& yaml) {
    Listing listing(world, yaml);
    EXPECT_FALSE(listing.candidates().ordered());
    return listing.of(0, session, &history).tracks;
  };
  EXPECT_THAT(listed_of("{played: {scope: session}}"), ElementsAre(3, 1)) << "50 is not above 50";
  EXPECT_THAT(listed_of("{played: {above: 0.49, scope: session}}"), ElementsAre(3, 2, 1));
  EXPECT_THAT(listed_of("played"), ElementsAre(3, 1, 2, 5)) << "latest first, each once";
  EXPECT_THAT(listed_of("{played: 0.95}"), ElementsAre(1, 2, 5));
  EXPECT_THAT(listed_of("{played: {above: 1, scope: session}}"), IsEmpty());
  EXPECT_TRUE(Listing(world, "played").capabilities().reads_history);
  EXPECT_FALSE(Listing(world, "{played: {scope: session}}").capabilities().reads_history);
}

TEST(CandidatesOf, Genre) {
  WorldData data = handmade_data({{0, 0}, {1, 0}, {2, 0}, {3, 0}, {4, 0}, {5, 0}, {6, 0}});
  data.genres = {"Rock", "Jazz"};
  data.genre_of = {0, 1, 0, 1, 0, 0, 1};
  data.top_tracks = {5, 3, 0, 6};
  const World world = make_world(data);
  Listing all(world, "genre");
  EXPECT_TRUE(all.candidates().ordered());
  EXPECT_THAT(all.of(2), ElementsAre(5, 0, 2, 4)) << "popular ones first, then the others by id";
  EXPECT_THAT(all.of(5), ElementsAre(5, 0, 2, 4)) << "the anchor included";
  EXPECT_THAT(all.of(1), ElementsAre(3, 6, 1));
  EXPECT_THAT(Listing(world, "{genre: 2}").of(1), ElementsAre(3, 6));
  EXPECT_THAT(Listing(world, "{genre: {top: 3}}").of(0), ElementsAre(5, 0, 2));
}

TEST(CandidatesOf, GenreInAWorldWithoutAny) {
  for (const char* yaml : {"genre", "{genre: 5}"}) {
    EXPECT_THAT([&] { Listing(world_of(3), yaml); },
                testing::ThrowsMessage<UserError>(testing::AllOf(
                    testing::StartsWith("test:1:"), HasSubstr("needs a world that knows genres"))))
        << yaml;
  }
}

// There are two interests, 0 and 1. A track's scores against them are its two coordinates.
TEST(CandidatesOf, UserNearest) {
  WorldData data = handmade_data({{0, 0}, {1, 0}, {2, 0}, {3, 0}, {4, 0}, {5, 0}});
  data.dim = 2;
  data.embeddings = {1, 0, 0, 1, 2, 0.5f, 0.5f, 3, 1.5f, 2, 0.1f, 0.2f};
  data.interests = {{0, 1}, {1}};
  const World world = make_world(data);
  // Order by interest 0: 2 4 0 3 5 1; by interest 1: 3 4 1 2 5 0.
  const auto nearest = [&](int top, UserIndex user) {
    Listing listing(world, fmt::format("{{user_nearest: {}}}", top));
    const Session session = played(world, {5}, user);
    const std::vector<TrackId> tracks = listing.of(5, session).tracks;
    EXPECT_EQ(listing.of(3, session).tracks, tracks) << "whatever the anchor, and asked again";
    return tracks;
  };
  EXPECT_THAT(nearest(1, 0), ElementsAre(2));
  EXPECT_THAT(nearest(4, 0), ElementsAre(2, 3, 4, 0)) << "one of each in turn, each track once";
  EXPECT_THAT(nearest(100, 0), ElementsAre(2, 3, 4, 0, 1, 5));
  EXPECT_THAT(nearest(3, 1), ElementsAre(3, 4, 1));
  Listing listing(world, "{user_nearest: 2}");
  EXPECT_TRUE(listing.capabilities().privileged);
  ASSERT_EQ(listing.build().nearest_needs.size(), 1u);
  EXPECT_EQ(listing.build().nearest_needs[0].of, NearestOf::user_interests);
  EXPECT_EQ(listing.build().nearest_needs[0].count, 2u);
}

// The list of one session is not passed on to the next user.
TEST(CandidatesOf, UserNearestIsTheUsersOwn) {
  WorldData data = handmade_data({{0, 0}, {1, 0}, {2, 0}});
  data.embeddings = {1, -1, 2};
  data.interests = {{0}, {1}};
  const World world = make_world(data);
  Asking asking(world, "{candidates: {user_nearest: 1}, pick: first}");
  asking.clear_scratch();
  EXPECT_EQ(asking.ask(played(world, {0}, 0), 0).track, 2u);
  asking.clear_scratch();
  EXPECT_EQ(asking.ask(played(world, {0}, 1), 0).track, 1u);
}

}  // namespace
}  // namespace reprise
