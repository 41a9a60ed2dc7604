#include <gmock/gmock.h>

#include "tests/recommenders/asking.h"
#include "tests/recommenders/small_world.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// The whole list of candidates: with the session's tracks excluded, one after the other.
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
  // A list of the whole catalog is as long as a list can be.
  EXPECT_THAT(Asking(world_of(5), "{top_pop: 100}").build().warnings, IsEmpty());
}

TEST(CandidatesOf, Nearest) {
  // Values 1, -2, 3, 0.5, 3 in one dimension: the nearest to 2 are 2 and 4 (9 each), then 0, 3, 1.
  WorldData data = handmade_data({{0, 0}, {1, 0}, {2, 0}, {3, 0}, {4, 0}});
  data.embeddings = {1, -2, 3, 0.5f, 3};
  const World world = make_world(data);
  EXPECT_THAT(listed(world, "{nearest: 5}", 2), ElementsAre(4, 0, 3, 1));
  EXPECT_THAT(listed(world, "{nearest: 3}", 2), ElementsAre(4, 0));
  EXPECT_THAT(listed(world, "nearest", 1), ElementsAre(3, 0, 2, 4)) << "descending products";
  Asking asking(world, "{candidates: {nearest: 2}, pick: first}");
  EXPECT_EQ(asking.ask(played(world, {4}), 0).track, 2u) << "equal scores by id";
}

// Other parts may have had longer lists computed: `top` is kept all the same.
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

}  // namespace
}  // namespace reprise
