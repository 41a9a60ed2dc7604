#include "sim/world/nearest_tracks.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <string>

#include <gmock/gmock.h>
#include <tbb/global_control.h>
#include <tbb/task_arena.h>
#include <xxhash.h>

#include "sim/random/streams.h"
#include "sim/support/interruption.h"
#include "sim/world/world.h"
#include "tests/sim/instruction_sets.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;

World world_of(std::size_t dim, std::vector<float> embeddings) {
  WorldData data;
  data.dim = dim;
  data.artist_of.assign(embeddings.size() / dim, 0);
  data.titles.assign(data.artist_of.size(), "");
  data.artists = {"A"};
  data.embeddings = std::move(embeddings);
  return make_world(data);
}

// All coordinates are small whole numbers, so that scores are exact and many of them are equal.
World world_with_ties(std::uint32_t n_tracks) {
  Stream stream(stream_key(1, "nearest_tracks_test"), 0);
  std::vector<float> embeddings(n_tracks * 4);
  for (float& value : embeddings) value = static_cast<float>(uniform_index(stream, 5)) - 2;
  return world_of(4, std::move(embeddings));
}

World world_of_reals(std::uint32_t n_tracks, std::size_t dim) {
  Stream stream(stream_key(2, "nearest_tracks_test"), 0);
  std::vector<float> embeddings(n_tracks * dim);
  for (float& value : embeddings) value = static_cast<float>(uniform_unit(stream()) - 0.5);
  return world_of(dim, std::move(embeddings));
}

World world_of_halves(std::uint32_t n_tracks, std::size_t dim) {
  Stream stream(stream_key(3, "nearest_tracks_test"), 0);
  WorldData data;
  data.dim = dim;
  for (std::size_t i = 0; i < n_tracks * dim; ++i) {
    data.half_embeddings.push_back(half_of(rounded_to_half(uniform_unit(stream()) - 0.5)));
  }
  data.artist_of.assign(n_tracks, 0);
  data.artists = {""};
  data.titles.assign(n_tracks, "");
  return make_world(data);
}

// Computes a list by its definition: all tracks by descending score, equals by id; the first
// `count` of them, and all others that score at least the floor.
std::vector<TrackId> brute_force(const Embeddings& embeddings, const NearestQuery& query) {
  std::vector<TrackId> order(embeddings.size());
  std::iota(order.begin(), order.end(), TrackId{0});
  std::vector<float> scores(embeddings.size());
  // Where rows are halves, the order is that of their products as floats, as in faiss.
  RowBuffer row = embeddings.row_buffer(1);
  RowBuffer other = embeddings.row_buffer(1);
  const float* wanted = embeddings.float_rows(query.track, 1, row.data());
  for (const TrackId track : order) {
    scores[track] = dot(wanted, embeddings.float_rows(track, 1, other.data()), embeddings.stride());
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](TrackId a, TrackId b) { return scores[a] > scores[b]; });
  std::size_t length = std::min<std::size_t>(query.count, order.size());
  while (length < order.size() && length < query.most && scores[order[length]] >= query.floor) {
    ++length;
  }
  order.resize(length);
  return order;
}

void expect_brute_force(const World& world, std::span<const NearestQuery> queries) {
  NearestTracks nearest(world.catalog.embeddings);
  nearest.require(queries);
  for (const NearestQuery& query : queries) {
    ASSERT_THAT(nearest.of(query.track),
                ElementsAreArray(brute_force(world.catalog.embeddings, query)))
        << "track " << query.track << ", " << query.count << " from " << query.floor << " on";
  }
}

TEST(NearestTracks, OfHalvesAreThoseOfBruteForce) {
  for (const std::size_t dim : {20, 3000}) {
    const World world = world_of_halves(dim == 20 ? 2500 : 150, dim);
    std::vector<NearestQuery> queries;
    for (TrackId track = 0; track < 150; track += 2) queries.push_back({track, track % 40 + 1});
    for_each_instruction_set([&] { expect_brute_force(world, queries); });
  }
}

TEST(NearestTracks, AreThoseOfBruteForce) {
  // There are more tracks than a block of rows, more queries than a block of queries, and lists of
  // many lengths.
  const World world = world_of_reals(2500, 20);
  std::vector<NearestQuery> queries;
  for (TrackId track = 0; track < 200; ++track) queries.push_back({track * 12, track % 40 + 1});
  queries.push_back({2499, 2000});
  expect_brute_force(world, queries);
}

TEST(NearestTracks, OfEqualScoresComeById) {
  const World world = world_with_ties(2500);
  std::vector<NearestQuery> queries;
  for (TrackId track = 0; track < 100; ++track) queries.push_back({track, track + 1});
  expect_brute_force(world, queries);
}

TEST(NearestTracks, WhenAllScoresAreEqualComeById) {
  const World world = world_of(1, std::vector<float>(3000, 0.0f));
  NearestTracks nearest(world.catalog.embeddings);
  const NearestQuery query{1234, 5};
  nearest.require({&query, 1});
  EXPECT_THAT(nearest.of(1234), ElementsAre(0, 1, 2, 3, 4)) << "the track itself is not among them";
}

TEST(NearestTracks, OfMoreThanTheCatalogAreAllOfIt) {
  for (const std::uint32_t n : {1u, 2u, 17u}) {
    const World world = world_with_ties(n);
    const NearestQuery query{n - 1, 1000};
    expect_brute_force(world, {&query, 1});
    NearestTracks nearest(world.catalog.embeddings);
    nearest.require({&query, 1});
    EXPECT_EQ(nearest.of(n - 1).size(), n);
  }
}

TEST(NearestTracks, ReachDownToTheFloor) {
  const World world = world_with_ties(1500);
  std::vector<NearestQuery> queries;
  for (TrackId track = 0; track < 120; ++track) {
    queries.push_back({track, track % 7 + 1, static_cast<float>(track % 13) - 4});
  }
  // No track reaches this floor, so the count alone decides.
  queries.push_back({200, 1, 1e9f});
  expect_brute_force(world, queries);
}

TEST(NearestTracks, OfWholeCatalogsByFloor) {
  const World world = world_with_ties(300);
  const NearestQuery query{0, 1, -std::numeric_limits<float>::infinity()};
  expect_brute_force(world, {&query, 1});
}

TEST(NearestTracks, AreEmptyUntilTheyAreRequired) {
  const World world = world_with_ties(50);
  NearestTracks nearest(world.catalog.embeddings);
  const NearestQuery query{3, 4};
  nearest.require({&query, 1});
  EXPECT_EQ(nearest.of(3).size(), 4u);
  EXPECT_TRUE(nearest.of(4).empty());
}

TEST(NearestTracks, QueriesOfOneTrackAreTakenTogether) {
  const World world = world_with_ties(500);
  NearestTracks nearest(world.catalog.embeddings);
  const std::vector<NearestQuery> queries = {{7, 5}, {7, 30}, {7, 10, 6.0f}, {7, 1}};
  nearest.require(queries);
  EXPECT_THAT(nearest.of(7),
              ElementsAreArray(brute_force(world.catalog.embeddings, {7, 30, 6.0f})));
}

TEST(NearestTracks, GrowWhenMoreIsRequired) {
  const World world = world_with_ties(500);
  const Embeddings& embeddings = world.catalog.embeddings;
  NearestTracks nearest(embeddings);
  const auto require = [&](NearestQuery query) { nearest.require({&query, 1}); };
  require({7, 5});
  require({8, 3});
  require({7, 50});
  EXPECT_THAT(nearest.of(7), ElementsAreArray(brute_force(embeddings, {7, 50})));
  EXPECT_THAT(nearest.of(8), ElementsAreArray(brute_force(embeddings, {8, 3})));
  require({7, 2});
  EXPECT_EQ(nearest.of(7).size(), 50u) << "asking for less forgets nothing";
}

// A list keeps everything that was required of it once, whatever is required later.
TEST(NearestTracks, ALowerFloorDoesNotShortenALongList) {
  const World world = world_with_ties(500);
  const Embeddings& embeddings = world.catalog.embeddings;
  // Some tracks reach this floor, but far fewer than a hundred.
  const std::vector<TrackId> hundred = brute_force(embeddings, {7, 100});
  const float floor = embeddings.score(TrackId{7}, hundred[20]);
  NearestTracks nearest(embeddings);
  const NearestQuery long_list{7, 100};
  nearest.require({&long_list, 1});
  const NearestQuery deep{7, 1, floor};
  nearest.require({&deep, 1});
  EXPECT_GE(nearest.of(7).size(), 100u);
  EXPECT_THAT(nearest.of(7).first(100), ElementsAreArray(hundred));
}

TEST(NearestTracks, ALongerListKeepsItsFloor) {
  const World world = world_with_ties(500);
  const Embeddings& embeddings = world.catalog.embeddings;
  const std::vector<TrackId> hundred = brute_force(embeddings, {7, 100});
  const float floor = embeddings.score(TrackId{7}, hundred[99]);
  NearestTracks nearest(embeddings);
  const NearestQuery deep{7, 1, floor};
  nearest.require({&deep, 1});
  ASSERT_GE(nearest.of(7).size(), 100u);
  const NearestQuery more{7, 450};
  nearest.require({&more, 1});
  EXPECT_THAT(nearest.of(7), ElementsAreArray(brute_force(embeddings, {7, 450, floor})));
}

// Requires one list after the other of the same track, and returns how many were computed.
std::size_t computed_of(NearestTracks& nearest, const NearestQuery& query) {
  std::size_t total = 0;
  nearest.require({&query, 1}, [&](std::string_view, std::size_t, std::size_t of) { total = of; });
  return total;
}

// Ties lie at every length, so what a list that ends at its most tracks holds is known to less than
// its last score.
TEST(NearestTracks, AListDownToAFloorEndsAtItsMost) {
  const World world = world_with_ties(500);
  const Embeddings& embeddings = world.catalog.embeddings;
  const std::vector<TrackId> hundred = brute_force(embeddings, {7, 100});
  for (std::uint32_t most = 1; most < 90; ++most) {
    const NearestQuery capped{7, 10, embeddings.score(TrackId{7}, hundred[99]), most};
    NearestTracks nearest(embeddings);
    EXPECT_EQ(computed_of(nearest, capped), 1u);
    EXPECT_THAT(nearest.of(7), ElementsAreArray(brute_force(embeddings, capped)));
    EXPECT_EQ(computed_of(nearest, capped), 0u) << "it is there";
    NearestQuery more = capped;
    more.most = most + 1;
    EXPECT_EQ(computed_of(nearest, more), more.most > 10 ? 1u : 0u) << most;
    EXPECT_THAT(nearest.of(7), ElementsAreArray(brute_force(embeddings, more)));
    // What was required together is required of one list.
    NearestQuery whole = capped;
    whole.most = 500;
    const NearestQuery several[] = {more, whole, {7, 30}};
    nearest.require(several);
    whole.count = 30;
    EXPECT_THAT(nearest.of(7), ElementsAreArray(brute_force(embeddings, whole)));
  }
}

TEST(NearestTracks, AreCountedBeforeTheyAreMade) {
  const World world = world_of_reals(3000, 8);
  const Embeddings& embeddings = world.catalog.embeddings;
  std::vector<NearestQuery> queries;
  for (TrackId track = 0; track < 200; ++track) queries.push_back({track, 20, 0.25f, 700});
  NearestTracks nearest(embeddings);
  const MissingLists before = nearest.missing(queries, 2);
  EXPECT_EQ(before.lists, 200u);
  nearest.require(queries);
  std::uint64_t bytes = 0;
  for (TrackId track = 0; track < 200; ++track) bytes += nearest.of(track).size() * sizeof(TrackId);
  // What making them takes is in the estimate, and so are the lists, a fifth more or less.
  const std::uint64_t making = 3000 * (8 + 16) + 2 * 64 * 40 * 700;
  EXPECT_NEAR(static_cast<double>(before.bytes), static_cast<double>(bytes + making),
              0.2 * static_cast<double>(bytes));
  EXPECT_EQ(nearest.missing(queries, 2).lists, 0u);
  EXPECT_EQ(nearest.missing(queries, 2).bytes, 0u);
}

TEST(NearestTracks, DoNotDependOnThreads) {
  const tbb::global_control allow(tbb::global_control::max_allowed_parallelism, 7);
  const World world = world_of_reals(1500, 33);
  std::vector<NearestQuery> queries;
  for (TrackId track = 0; track < 1500; track += 2) queries.push_back({track, track % 50 + 1});
  std::vector<std::vector<TrackId>> expected;
  for (const int threads : {1, 2, 7}) {
    NearestTracks nearest(world.catalog.embeddings);
    tbb::task_arena(threads).execute([&] { nearest.require(queries); });
    std::vector<std::vector<TrackId>> lists;
    for (const NearestQuery& query : queries) {
      const std::span<const TrackId> list = nearest.of(query.track);
      lists.emplace_back(list.begin(), list.end());
    }
    if (expected.empty()) expected = lists;
    EXPECT_EQ(lists, expected) << threads << " threads";
  }
}

TEST(NearestTracks, ReportTheirProgress) {
  const World world = world_with_ties(300);
  std::vector<NearestQuery> queries;
  for (TrackId track = 0; track < 300; ++track) queries.push_back({track, 2});
  NearestTracks nearest(world.catalog.embeddings);
  std::size_t last = 0;
  nearest.require(queries, [&](std::string_view, std::size_t done, std::size_t total) {
    EXPECT_GT(done, last);
    EXPECT_EQ(total, 300u);
    last = done;
  });
  EXPECT_EQ(last, 300u);
}

class NearestTracksFile : public testing::Test {
 protected:
  NearestTracksFile() : world_(world_with_ties(300)), path_(folder_.path() / "n" / "w.lists") {
    for (TrackId track = 0; track < 300; track += 3) queries_.push_back({track, track + 1});
    queries_.push_back({5, 2, 3.0f});
  }
  // Requires the queries and returns the number of lists that had to be computed.
  std::size_t computed() {
    NearestTracks nearest(world_.catalog.embeddings, path_);
    std::size_t total = 0;
    nearest.require(queries_, [&](std::string_view, std::size_t, std::size_t of) { total = of; });
    for (const NearestQuery& query : queries_) {
      EXPECT_THAT(nearest.of(query.track),
                  ElementsAreArray(brute_force(world_.catalog.embeddings, query)));
    }
    return total;
  }

  TemporaryFolder folder_;
  World world_;
  std::filesystem::path path_;
  std::vector<NearestQuery> queries_;
};

TEST_F(NearestTracksFile, IsReused) {
  EXPECT_EQ(computed(), queries_.size());
  EXPECT_EQ(computed(), 0u);
  queries_.push_back({1, 9});
  EXPECT_EQ(computed(), 1u) << "and completed";
  EXPECT_EQ(computed(), 0u);
}

// The work may take most of an hour, so what was made before an interruption is not made again.
TEST_F(NearestTracksFile, KeepsWhatWasMadeBeforeAnInterruption) {
  queries_.clear();
  for (TrackId track = 0; track < 300; ++track) queries_.push_back({track, 3});
  // One thread, so that no block is in the making when another one ends the work.
  tbb::task_arena(1).execute([&] {
    NearestTracks nearest(world_.catalog.embeddings, path_);
    EXPECT_THROW(nearest.require(queries_,
                                 [&](std::string_view, std::size_t done, std::size_t) {
                                   if (done >= 128) throw Interrupted("by the test");
                                 }),
                 Interrupted);
  });
  EXPECT_EQ(computed(), 300u - 128u);
  EXPECT_EQ(computed(), 0u);
}

TEST_F(NearestTracksFile, KeepsFloors) {
  computed();
  queries_.back().floor = 2.0f;
  EXPECT_EQ(computed(), 1u);
  EXPECT_EQ(computed(), 0u);
}

TEST_F(NearestTracksFile, IsIgnoredWhenDamaged) {
  computed();
  const std::string bytes = read_file(path_);
  // The damaged byte is each byte of the header and of the first entries in turn, then every 997th.
  for (std::size_t at = 0; at < bytes.size(); at += at < 64 ? 1 : 997) {
    std::string damaged = bytes;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    write_file(path_, damaged);
    EXPECT_EQ(computed(), queries_.size()) << "byte " << at;
  }
  for (const std::size_t size : {std::size_t{0}, std::size_t{5}, bytes.size() - 1}) {
    write_file(path_, bytes.substr(0, size));
    EXPECT_EQ(computed(), queries_.size()) << size << " bytes";
  }
  write_file(path_, bytes + "x");
  EXPECT_EQ(computed(), queries_.size());
}

// Even if the checksum is forged too, no list leads out of the file or out of the catalog.
TEST_F(NearestTracksFile, ThatWasForgedIsIgnored) {
  computed();
  const std::string bytes = read_file(path_);
  constexpr std::size_t kHeader = 32;
  constexpr std::size_t kChecksum = 24;
  for (const std::size_t at : {kHeader + 2, kHeader, bytes.size() - 1}) {
    std::string forged = bytes;
    forged[at] = static_cast<char>(forged[at] ^ 0x7f);
    const std::uint64_t checksum = XXH3_64bits(forged.data() + kHeader, forged.size() - kHeader);
    std::memcpy(&forged[kChecksum], &checksum, sizeof checksum);
    write_file(path_, forged);
    EXPECT_EQ(computed(), queries_.size()) << "byte " << at;
  }
}

TEST_F(NearestTracksFile, OfAnotherCatalogIsIgnored) {
  computed();
  world_ = world_with_ties(301);
  EXPECT_EQ(computed(), queries_.size());
}

TEST_F(NearestTracksFile, ThatCannotBeWrittenCostsNothing) {
  write_file(folder_.path() / "n", "a file where the directory would be");
  EXPECT_EQ(computed(), queries_.size());
  EXPECT_EQ(computed(), queries_.size());
}

}  // namespace
}  // namespace reprise
