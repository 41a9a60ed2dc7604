// Tests lists: from models, merged from several models, from sessions, and written to files.
#include <algorithm>
#include <cmath>
#include <numeric>

#include <gmock/gmock.h>
#include <tbb/global_control.h>

#include "recommenders/candidates/list_file.h"
#include "recommenders/training/item_similarity.h"
#include "recommenders/training/merge_lists.h"
#include "recommenders/training/model_files.h"
#include "recommenders/training/top_lists.h"
#include "sim/random/streams.h"
#include "sim/support/files/file.h"
#include "tests/temporary_folder.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::ThrowsMessage;

// Coordinates are small multiples of 1/4, so that many scores are equal and all are exact.
EmbeddingTable coarse_table(std::size_t n, std::size_t dim, std::uint32_t index) {
  Stream stream(stream_key(3, "lists_test"), index);
  EmbeddingTable table(n, dim);
  for (std::size_t row = 0; row < n; ++row) {
    for (std::size_t i = 0; i < dim; ++i) {
      table.row(row)[i] = static_cast<float>(uniform_index(stream, 5)) / 4 - 0.5f;
    }
  }
  return table;
}

std::vector<TrackId> by_brute_force(const EmbeddingTable& contexts, const EmbeddingTable& tracks,
                                    std::uint32_t context, const ListSettings& settings) {
  std::vector<TrackId> order(tracks.size());
  std::iota(order.begin(), order.end(), 0u);
  const auto score = [&](TrackId track) {
    return dot(contexts.row(context), tracks.row(track), tracks.stride());
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](TrackId a, TrackId b) { return score(a) > score(b); });
  std::vector<TrackId> list;
  std::vector<std::uint32_t> of_artist(tracks.size(), 0);
  for (const TrackId track : order) {
    if (list.size() == settings.top) break;
    if (!settings.with_anchor && track == context) continue;
    if (settings.artist_cap > 0 && of_artist[settings.artist_of[track]]++ >= settings.artist_cap) {
      continue;
    }
    list.push_back(track);
  }
  return list;
}

TEST(TopLists, AreThoseOfBruteForce) {
  // There are more contexts and tracks than in a block, and many ties.
  const EmbeddingTable contexts = coarse_table(150, 6, 0);
  const EmbeddingTable tracks = coarse_table(2500, 6, 1);
  std::vector<ArtistId> artists(2500);
  for (TrackId track = 0; track < 2500; ++track) artists[track] = track * track % 37;
  for (const std::uint32_t top : {1u, 7u, 100u, 3000u}) {
    for (const std::uint32_t cap : {0u, 1u, 3u}) {
      for (const bool with_anchor : {true, false}) {
        const ListSettings settings{top, cap, with_anchor, artists};
        const Lists lists = top_lists(contexts.view(), tracks.view(), settings);
        ASSERT_EQ(lists.scores.size(), lists.flat.size());
        for (std::uint32_t context = 0; context < 150; context += 7) {
          const std::span<const TrackId> list = lists.of(context);
          EXPECT_EQ(std::vector(list.begin(), list.end()),
                    by_brute_force(contexts, tracks, context, settings))
              << top << " " << cap;
          const std::uint64_t begin = lists.begin[context];
          EXPECT_EQ(lists.scores[begin],
                    dot(contexts.row(context), tracks.row(list[0]), tracks.stride()));
        }
      }
    }
  }
}

TEST(TopLists, OfEqualScoresAreByIdAndCapped) {
  EmbeddingTable contexts(1, 2);
  const EmbeddingTable tracks(6, 2);  // all zero
  const std::vector<ArtistId> artists = {0, 0, 0, 1, 1, 2};
  ListSettings settings{4, 0, true, artists};
  const auto list = [&] {
    const Lists lists = top_lists(contexts.view(), tracks.view(), settings);
    return std::vector(lists.of(0).begin(), lists.of(0).end());
  };
  EXPECT_THAT(list(), ElementsAre(0, 1, 2, 3));
  settings.with_anchor = false;
  EXPECT_THAT(list(), ElementsAre(1, 2, 3, 4));
  settings.artist_cap = 1;
  EXPECT_THAT(list(), ElementsAre(1, 3, 5));
}

TEST(TopLists, AreTheSameOnAnyNumberOfThreads) {
  const EmbeddingTable contexts = coarse_table(500, 20, 2);
  const EmbeddingTable tracks = coarse_table(3000, 20, 3);
  std::vector<Lists> made;
  for (const std::size_t threads : {1u, 2u, 5u}) {
    const tbb::global_control control(tbb::global_control::max_allowed_parallelism, threads);
    made.push_back(top_lists(contexts.view(), tracks.view(), {}));
    EXPECT_EQ(made.back().flat, made[0].flat);
    EXPECT_EQ(made.back().scores, made[0].scores);
  }
}

Lists lists_of(const std::vector<std::vector<TrackId>>& lists) {
  Lists packed;
  packed.begin.push_back(0);
  for (const std::vector<TrackId>& list : lists) {
    packed.flat.insert(packed.flat.end(), list.begin(), list.end());
    packed.begin.push_back(packed.flat.size());
  }
  return packed;
}

TEST(MergeLists, AddsReciprocalRanks) {
  const std::vector<Lists> models = {lists_of({{5, 1, 2}, {}}), lists_of({{1, 3, 2}, {7}}),
                                     lists_of({{4, 3, 2}, {7, 7}})};
  const auto merged = [&](const ListSettings& settings, std::uint32_t key) {
    const Lists lists = merge_lists(models, settings);
    return std::vector(lists.of(key).begin(), lists.of(key).end());
  };
  // Sums by track: 2: 3/63 = .0476; 1: 1/61 + 1/62 = .0325; 3: 2/62 = .0323; 4 and 5: 1/61.
  EXPECT_THAT(merged({.top = 10, .artist_of = {}}, 0), ElementsAre(2, 1, 3, 4, 5));
  EXPECT_THAT(merged({.top = 2, .artist_of = {}}, 0), ElementsAre(2, 1));
  EXPECT_THAT(merged({.top = 10, .artist_of = {}}, 1), ElementsAre(7));
  EXPECT_FLOAT_EQ(merge_lists(models, {.top = 1, .artist_of = {}}).scores[0], 3.0f / 63);
}

TEST(MergeLists, HoldNoMoreOfAnArtistThanTheCap) {
  // Each list holds to the cap of one track of an artist, and all of them together would not.
  const std::vector<ArtistId> artist_of = {0, 0, 0, 1, 1, 2};
  const std::vector<Lists> models = {lists_of({{0, 3, 5}}), lists_of({{1, 4}}), lists_of({{2}})};
  const Lists lists = merge_lists(models, {.top = 10, .artist_cap = 1, .artist_of = artist_of});
  EXPECT_THAT(lists.of(0), ElementsAre(0, 3, 5));
  const Lists two = merge_lists(models, {.top = 10, .artist_cap = 2, .artist_of = artist_of});
  EXPECT_THAT(two.of(0), ElementsAre(0, 1, 3, 4, 5));
}

// Sessions {0,1,2}, {0,1}, {1,2}, {0,1,3}, {3}; track 1 is twice in one of them. Sessions with each
// track: n = 3, 4, 2, 2. Sessions with both of two tracks: 01: 3, 02: 1, 03: 1, 12: 2, 13: 1, 23:
// 0.
ListenedSessions five_sessions() {
  ListenedSessions sessions(5);
  ListenedSessions::Block second;
  second.add_session(std::vector<TrackId>{3, 1, 0});
  second.add_session(std::vector<TrackId>{3});
  sessions.add_block(1, second);
  ListenedSessions::Block first;
  first.add_session(std::vector<TrackId>{0, 1, 2, 1});
  first.add_session(std::vector<TrackId>{0, 1});
  first.add_session({});
  first.add_session(std::vector<TrackId>{2, 1});
  sessions.add_block(0, first);
  return sessions;
}

TEST(SimilarItems, AreCountedByHand) {
  const ListenedSessions sessions = five_sessions();
  ListSettings settings;
  settings.with_anchor = false;
  const auto lists = [&](ItemSimilarity similarity) {
    return similar_items(sessions, similarity, settings);
  };
  const auto list = [](const Lists& made, TrackId track) {
    return std::vector(made.of(track).begin(), made.of(track).end());
  };
  const Lists counts = lists(ItemSimilarity::count);
  EXPECT_THAT(list(counts, 0), ElementsAre(1, 2, 3)) << "2 and 3 both met 0 once";
  EXPECT_THAT(list(counts, 1), ElementsAre(0, 2, 3));
  EXPECT_THAT(list(counts, 2), ElementsAre(1, 0));
  EXPECT_THAT(list(counts, 3), ElementsAre(0, 1));
  EXPECT_THAT(list(counts, 4), IsEmpty()) << "nobody listened to it";
  EXPECT_THAT(std::vector(counts.scores.begin(), counts.scores.begin() + 3), ElementsAre(3, 1, 1));
  const Lists cosines = lists(ItemSimilarity::cosine);
  EXPECT_THAT(list(cosines, 1), ElementsAre(0, 2, 3));
  EXPECT_FLOAT_EQ(cosines.scores[3], 3 / std::sqrt(4.0f * 3));
  EXPECT_FLOAT_EQ(cosines.scores[4], 2 / std::sqrt(4.0f * 2));
  EXPECT_FLOAT_EQ(cosines.scores[5], 1 / std::sqrt(4.0f * 2));
  const Lists jaccards = lists(ItemSimilarity::jaccard);
  EXPECT_FLOAT_EQ(jaccards.scores[0], 3.0f / (3 + 4 - 3));
  EXPECT_FLOAT_EQ(jaccards.scores[1], 1.0f / (3 + 2 - 1));

  settings.top = 1;
  EXPECT_THAT(list(lists(ItemSimilarity::count), 1), ElementsAre(0));
  const std::vector<ArtistId> artists = {0, 1, 1, 1, 2};
  settings = {10, 1, false, artists};
  EXPECT_THAT(list(lists(ItemSimilarity::count), 0), ElementsAre(1));
  settings.with_anchor = true;
  EXPECT_THAT(list(lists(ItemSimilarity::cosine), 0), ElementsAre(0, 1));
}

TEST(ListenedSessions, RefuseUnknownTracks) {
  ListenedSessions sessions(3);
  ListenedSessions::Block block;
  block.add_session(std::vector<TrackId>{0, 3});
  EXPECT_THAT([&] { sessions.add_block(0, block); },
              ThrowsMessage<UserError>(HasSubstr("track 3; expected tracks 0 to 2")));
}

TEST(WriteLists, IsWhatReadListsReads) {
  const TemporaryFolder folder;
  WorldData data;
  data.dim = 1;
  data.embeddings = {1, 2, 3};
  data.artist_of = {0, 0, 0};
  data.artists = {"a"};
  data.titles = {"x", "y", "z"};
  data.user_ids = {70, 60, 50};
  data.traits.resize(3);
  data.interests = {{0}, {1}, {2}};
  data.top_tracks = {0, 1, 2};
  const World world = make_world(data);
  Lists lists = lists_of({{2, 1}, {}, {0}});
  lists.scores = {0.5f, 0.25f, 1};
  const std::filesystem::path path = folder.path() / "lists.json";
  write_lists(path, lists, ListOf::tracks);
  EXPECT_EQ(read_file(path),
            "{\"track\": 0, \"tracks\": [2, 1]}\n{\"track\": 2, \"tracks\": [0]}\n");
  EXPECT_EQ(read_lists(path, ListOf::tracks, world).flat, lists.flat);
  write_lists(path, lists, ListOf::users, data.user_ids, true);
  EXPECT_EQ(read_file(path),
            "{\"user\": 70, \"tracks\": [2, 1], \"scores\": [0.5, 0.25]}\n"
            "{\"user\": 50, \"tracks\": [0], \"scores\": [1]}\n");
  EXPECT_EQ(read_lists(path, ListOf::users, world).begin, lists.begin);
  EXPECT_THROW(write_lists(folder.path(), lists, ListOf::tracks), UserError);
}

TEST(WriteModel, IsReadBackToTheBit) {
  const TemporaryFolder folder;
  const EmbeddingModel model{coarse_table(5, 3, 7), coarse_table(9, 3, 8)};
  write_model(folder.path() / "ranker", model);
  EXPECT_EQ(read_model(folder.path() / "ranker"), model);
  write_model(folder.path() / "other", {coarse_table(5, 3, 7), coarse_table(9, 4, 8)});
  EXPECT_THAT([&] { read_model(folder.path() / "other"); },
              ThrowsMessage<UserError>(HasSubstr("has 4 columns, but the contexts' file has 3")));
  EXPECT_THROW(read_model(folder.path() / "absent"), UserError);
}

}  // namespace
}  // namespace reprise
