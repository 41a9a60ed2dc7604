// Tests the rankings against exact scores of all tracks.
#include "sim/world/best_tracks.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "sim/random/streams.h"
#include "tests/sim/instruction_sets.h"

namespace reprise {
namespace {

// Rows of random numbers, as embeddings.
class Rows {
 public:
  Rows(std::size_t n, std::size_t dim, std::uint64_t seed)
      : stride_(row_stride(dim)), dim_(dim), memory_(n * stride_) {
    Stream draws(stream_key(seed, "best_tracks_test"), 0);
    for (std::size_t at = 0; at < n; ++at) {
      for (std::size_t i = 0; i < dim; ++i) {
        row(at)[i] = static_cast<float>(uniform_unit(draws())) * 2 - 1;
      }
    }
  }

  float* row(std::size_t row) { return memory_.data() + row * stride_; }
  Embeddings view() const { return Embeddings(std::span<const float>(memory_), dim_); }

 private:
  std::size_t stride_;
  std::size_t dim_;
  RowBuffer memory_;
};

std::vector<TrackId> by_exact_scores(const Embeddings& tracks, const RankingQuery& query) {
  std::vector<std::pair<float, TrackId>> scored;
  for (TrackId track = 0; track < tracks.size(); ++track) {
    scored.push_back({-tracks.score(query.row, track), track});
  }
  std::sort(scored.begin(), scored.end());
  std::vector<TrackId> best;
  for (const auto& [score, track] : scored) {
    const bool wanted = -score >= query.floor && best.size() < query.most;
    if (best.size() >= query.count && !wanted) break;
    best.push_back(track);
  }
  return best;
}

void expect_exact(const Embeddings& tracks, std::span<const RankingQuery> queries) {
  const BestTracks best(tracks, 1000);  // enough for rounding to be worth it
  BestTracks::Workspace work;
  std::vector<std::vector<ScoredTrack>> lists(queries.size());
  for (std::size_t begin = 0; begin < queries.size(); begin += BestTracks::kQueries) {
    best.rank(queries.subspan(begin, std::min(BestTracks::kQueries, queries.size() - begin)), work,
              &lists[begin]);
  }
  for (std::size_t q = 0; q < queries.size(); ++q) {
    std::vector<TrackId> listed;
    for (const ScoredTrack& track : lists[q]) {
      listed.push_back(track.track);
      EXPECT_EQ(track.score, tracks.score(queries[q].row, track.track));
    }
    ASSERT_EQ(listed, by_exact_scores(tracks, queries[q])) << "query " << q;
  }
}

std::vector<RankingQuery> queries_of(Rows& rows, std::size_t n, std::uint32_t count) {
  std::vector<RankingQuery> queries;
  for (std::size_t q = 0; q < n; ++q) queries.push_back({rows.row(q), count});
  return queries;
}

TEST(BestTracks, AreThoseOfExactScores) {
  for (const std::size_t dim : {1, 3, 16, 37, 100}) {
    Rows tracks(3001, dim, dim);
    Rows contexts(70, dim, dim + 1000);
    for (const std::uint32_t count : {1u, 100u, 700u, 4000u}) {
      expect_exact(tracks.view(), queries_of(contexts, 70, count));
    }
  }
}

// The width of an instruction set's vectors decides how the last tracks are handled.
TEST(BestTracks, AreTheSameOnEveryInstructionSet) {
  for (const std::size_t dim : {3, 100}) {
    Rows tracks(1001, dim, dim);
    Rows contexts(65, dim, dim + 1000);
    for_each_instruction_set([&] { expect_exact(tracks.view(), queries_of(contexts, 65, 60)); });
  }
}

// For a few queries the catalog is not rounded.
TEST(BestTracks, OfAFewQueriesAreTheSame) {
  Rows tracks(700, 20, 9);
  const std::vector<RankingQuery> queries = queries_of(tracks, 3, 50);
  std::vector<std::vector<ScoredTrack>> few(3);
  std::vector<std::vector<ScoredTrack>> many(3);
  BestTracks::Workspace work;
  BestTracks(tracks.view(), 3).rank(queries, work, few.data());
  BestTracks(tracks.view(), 1000).rank(queries, work, many.data());
  for (std::size_t q = 0; q < 3; ++q) {
    ASSERT_EQ(few[q].size(), many[q].size());
    for (std::size_t i = 0; i < few[q].size(); ++i) {
      EXPECT_EQ(few[q][i].track, many[q][i].track);
      EXPECT_EQ(few[q][i].score, many[q][i].score);
    }
  }
}

TEST(BestTracks, ReachDownToTheFloor) {
  Rows tracks(2000, 20, 1);
  std::vector<RankingQuery> queries = queries_of(tracks, 20, 5);
  for (std::size_t q = 0; q < queries.size(); ++q) {
    queries[q].floor = static_cast<float>(q) - 6;
    if (q % 3 == 0) queries[q].count = 0;
  }
  expect_exact(tracks.view(), queries);
}

// More tracks reach the floor than may be listed, or fewer, or hardly any.
TEST(BestTracks, AboveAFloorAreNoMoreThanTheMost) {
  Rows tracks(2000, 20, 1);
  std::vector<RankingQuery> queries = queries_of(tracks, 60, 5);
  for (std::size_t q = 0; q < queries.size(); ++q) {
    queries[q].floor = static_cast<float>(q % 20) - 10;
    queries[q].most = static_cast<std::uint32_t>(q * q);
    if (q % 3 == 0) queries[q].count = 0;
  }
  expect_exact(tracks.view(), queries);
}

TEST(BestTracks, OfEqualScoresComeById) {
  Rows tracks(1500, 7, 2);
  for (std::size_t row = 0; row < 1500; ++row) {
    for (std::size_t i = 0; i < 7; ++i) tracks.row(row)[i] = std::round(tracks.row(row)[i]);
  }
  expect_exact(tracks.view(), queries_of(tracks, 64, 90));
}

// One row may be far longer than the others, nothing at all, or near the ends of what a float
// holds.
TEST(BestTracks, OfRowsOfAnyLengthAreExact) {
  for (const float factor : {0.0f, 1e-38f, 1e-20f, 1e-9f, 1000.0f, 1e9f, 1e17f}) {
    Rows tracks(900, 12, 4);
    for (std::size_t row = 0; row < 900; row += 7) {
      for (std::size_t i = 0; i < 12; ++i) tracks.row(row)[i] *= factor;
    }
    expect_exact(tracks.view(), queries_of(tracks, 40, 30));
    // All rows of that length.
    for (std::size_t row = 0; row < 900; ++row) {
      if (row % 7 == 0) continue;
      for (std::size_t i = 0; i < 12; ++i) tracks.row(row)[i] *= factor;
    }
    expect_exact(tracks.view(), queries_of(tracks, 40, 30));
  }
}

TEST(BestTracks, OfSpikyRowsAreExact) {
  Rows tracks(1200, 50, 5);
  for (std::size_t row = 0; row < 1200; ++row) tracks.row(row)[row % 50] *= 300;
  expect_exact(tracks.view(), queries_of(tracks, 50, 20));
}

// As in the rows of rankers, where one coordinate is nearly the same for all tracks and far larger
// than the others.
TEST(BestTracks, OfRowsWithACommonCoordinateAreExact) {
  Rows tracks(1200, 20, 8);
  for (std::size_t row = 0; row < 1200; ++row) {
    for (std::size_t i = 1; i < 20; ++i) tracks.row(row)[i] *= 1e-3f;
    tracks.row(row)[0] = row % 2 == 0 ? 50.0f : 50.0f + tracks.row(row)[0] * 1e-3f;
    tracks.row(row)[19] = 7;
  }
  expect_exact(tracks.view(), queries_of(tracks, 60, 30));
}

TEST(BestTracks, OfNoTracksAreNone) {
  Rows tracks(0, 5, 6);
  Rows contexts(3, 5, 7);
  expect_exact(tracks.view(), queries_of(contexts, 3, 10));
}

}  // namespace
}  // namespace reprise
