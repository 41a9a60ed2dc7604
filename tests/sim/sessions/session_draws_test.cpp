#include "sim/sessions/session_draws.h"

#include <map>

#include <gmock/gmock.h>

#include "sim/generator/generate_world.h"
#include "sim/random/leave_draws.h"
#include "tests/chi_square.h"

namespace reprise {
namespace {

// Makes four users. User 1 has one interest twice and one neighbour only; all tracks are neighbours
// for user 2.
World sample_world() {
  WorldData data;
  generate_world(data, {.tracks = 30, .users = 4, .dim = 5});
  data.interests = {{3, 8, 9}, {4, 4, 5}, {6}, {7, 8}};
  data.traits[1].interest_neighbours = 1;
  data.traits[2].interest_neighbours = 1000;
  return make_world(data);
}

bool operator==(const StartDraw& a, const StartDraw& b) {
  return a.user == b.user && a.interest == b.interest && a.rank == b.rank &&
         a.neighbours == b.neighbours;
}

TEST(StreamDraws, DoNotDependOnOrder) {
  const World world = sample_world();
  const StreamDraws draws(world, 1);
  std::vector<StartDraw> forwards(50);
  for (std::uint64_t e = 0; e < 50; ++e) forwards[e] = draws.start(e);
  for (std::uint64_t e = 50; e-- > 0;) EXPECT_TRUE(StreamDraws(world, 1).start(e) == forwards[e]);
}

TEST(StreamDraws, ManyStartsAreThoseOfTheirEpisodes) {
  const World world = sample_world();
  const StreamDraws draws(world, 9);
  std::vector<StartDraw> starts(201);
  draws.starts(1000, starts);
  for (std::size_t i = 0; i < starts.size(); ++i) {
    EXPECT_TRUE(starts[i] == draws.start(1000 + i)) << i;
  }
}

TEST(StreamDraws, OfAnotherSeedAreOthers) {
  const World world = sample_world();
  int same = 0;
  for (std::uint64_t e = 0; e < 100; ++e) {
    same += StreamDraws(world, 1).start(e) == StreamDraws(world, 2).start(e);
  }
  EXPECT_LT(same, 50);
  EXPECT_NE(StreamDraws(world, 1).leave_key(), StreamDraws(world, 2).leave_key());
}

// The drawn user depends on nothing but the number of users.
TEST(StreamDraws, UsersAreDrawnApartFromTheRest) {
  WorldData data;
  generate_world(data, {.tracks = 30, .users = 4, .dim = 5});
  const World world = make_world(data);
  data.interests = {{0}, {1, 2, 3, 4}, {5}, {6}};
  const World other = make_world(data);
  for (std::uint64_t e = 0; e < 50; ++e) {
    EXPECT_EQ(StreamDraws(world, 1).start(e).user, StreamDraws(other, 1).start(e).user);
  }
}

// Expects draws that are uniform over users, then over the interests as listed (an interest that is
// listed twice has twice the chance), then over ranks.
template <class Draw>
void expect_uniform(const World& world, Draw draw) {
  std::map<std::tuple<UserIndex, TrackId, std::uint32_t>, std::uint64_t> counts;
  constexpr int kDraws = 100'000;
  for (int i = 0; i < kDraws; ++i) {
    const StartDraw start = draw();
    ++counts[{start.user, start.interest, start.rank}];
  }
  std::vector<std::uint64_t> seen;
  std::vector<double> chances;
  const auto expect = [&](UserIndex user, TrackId interest, std::uint32_t rank, double chance) {
    seen.push_back(counts[{user, interest, rank}]);
    chances.push_back(chance);
  };
  for (std::uint32_t rank = 0; rank < 10; ++rank) {
    for (const TrackId interest : {3u, 8u, 9u}) expect(0, interest, rank, 1.0 / 4 / 3 / 10);
    for (const TrackId interest : {7u, 8u}) expect(3, interest, rank, 1.0 / 4 / 2 / 10);
  }
  expect(1, 4, 0, 1.0 / 4 * 2 / 3);
  expect(1, 5, 0, 1.0 / 4 / 3);
  for (std::uint32_t rank = 0; rank < 30; ++rank) expect(2, 6, rank, 1.0 / 4 / 30);
  EXPECT_EQ(counts.size(), seen.size()) << "something else was drawn";
  EXPECT_LT(chi_square(seen, chances), chi_square_limit(seen.size()));
  EXPECT_EQ(world.users.size(), 4u);
}

TEST(StreamDraws, AreUniform) {
  const World world = sample_world();
  const StreamDraws draws(world, 7);
  std::uint64_t episode = 0;
  expect_uniform(world, [&] { return draws.start(episode++); });
}

TEST(NumpyDraws, AreUniform) {
  const World world = sample_world();
  NumpyDraws draws(world, 7);
  expect_uniform(world, [&] { return draws.start(); });
}

TEST(NumpyDraws, ComeInTheOrderOfThePythonSimulator) {
  const World world = sample_world();
  NumpyDraws draws(world, 31337);
  NumpyStream stream(31337);
  for (int episode = 0; episode < 200; ++episode) {
    const StartDraw start = draws.start();
    ASSERT_EQ(start.user, stream.index(4));
    const std::span<const TrackId> interests = world.users.interests(start.user);
    ASSERT_EQ(start.interest,
              interests[stream.index(static_cast<std::uint32_t>(interests.size()))]);
    ASSERT_EQ(start.rank, stream.index(start.neighbours));
    for (int step = 0; step < episode % 5; ++step) ASSERT_EQ(draws.leave(), stream.unit());
  }
}

TEST(SequentialStreamDraws, AreTheAddressedOnesInOrder) {
  const World world = sample_world();
  const StreamDraws addressed(world, 11);
  SequentialStreamDraws draws(world, 11);
  LeaveDraws leave;
  for (std::uint64_t episode = 0; episode < 20; ++episode) {
    EXPECT_TRUE(draws.start() == addressed.start(episode));
    leave.start(addressed.leave_key(), episode);
    // An episode may end at any step; the next one starts from its own first draw.
    for (std::uint32_t step = 0; step < episode; ++step) EXPECT_EQ(draws.leave(), leave.at(step));
  }
}

TEST(StartOf, LooksUpTheRank) {
  const World world = sample_world();
  NearestTracks nearest(world.catalog.embeddings);
  const NearestQuery query{6, 1000};
  nearest.require({&query, 1});
  for (std::uint32_t rank = 0; rank < 30; ++rank) {
    const SessionStart start = start_of({2, 6, rank, 30}, nearest);
    EXPECT_EQ(start.user, 2u);
    EXPECT_EQ(start.interest, 6u);
    EXPECT_EQ(start.first_track, nearest.of(6)[rank]);
  }
}

TEST(StartOfDeathTest, NeedsTheNeighbours) {
  const World world = sample_world();
  const NearestTracks nearest(world.catalog.embeddings);
  EXPECT_DEATH(start_of({2, 6, 0, 30}, nearest), "rank 0 of 0 neighbours of track 6");
}

}  // namespace
}  // namespace reprise
