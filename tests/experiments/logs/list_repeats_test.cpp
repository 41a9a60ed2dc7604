// Tests how the share of recommendations that come from lists is estimated, above all for logs that
// are larger than what is kept.
#include "experiments/logs/list_repeats.h"

#include <cmath>
#include <random>

#include <gtest/gtest.h>

namespace reprise {
namespace {

LogRow row(std::int64_t user, std::int64_t track, std::int64_t recommendation) {
  LogRow row;
  row.user = user;
  row.track = track;
  row.recommendation = recommendation;
  return row;
}

// By hand: user 1 has 5, 5, 5 and 6, which are three pairs and one triple that are alike, of six
// pairs and four triples; user 2 has 7 and 8, which is one pair more.
TEST(ListRepeats, CountsPairsInEachContext) {
  ListRepeats repeats;
  for (const int track : {5, 6, 5, 5}) repeats.add(row(1, 9, track));
  for (const int track : {7, 8}) repeats.add(row(2, 10, track));
  repeats.add(row(2, 10, LogRow::kNoTrack));
  const ListShare user = repeats.by_user(100);
  EXPECT_EQ(user.pairs, 3);
  EXPECT_DOUBLE_EQ(user.expected, 7 / 100.0);
  EXPECT_EQ(user.share, 0) << "too few triples to tell";
  EXPECT_FALSE(user.repeats());
  EXPECT_EQ(repeats.by_track(100).pairs, 3);
  EXPECT_EQ(ListRepeats().by_user(100).pairs, 0);
  EXPECT_EQ(repeats.by_user(0).expected, 0);
}

// Half of the recommendations to each user are drawn from a list of 20, the rest from 16 000
// tracks. 600 000 rows are more than four times what is kept.
TEST(ListRepeats, OfMoreRowsThanAreKept) {
  constexpr int kUsers = 6000;
  constexpr int kRows = 600'000;
  static_assert(kRows > 4 * ListRepeats::kMostKept);
  std::mt19937 random(3);
  std::vector<LogRow> rows;
  for (int i = 0; i < kRows; ++i) {
    const int user = i % kUsers;
    const bool listed = random() % 2 == 0;
    const auto track =
        static_cast<std::int64_t>(listed ? user * 2 + random() % 20 : random() % 16'000);
    rows.push_back(row(user, static_cast<std::int64_t>(random() % 16'000), track));
  }
  ListRepeats repeats;
  for (const LogRow& one : rows) repeats.add(one);
  const ListShare user = repeats.by_user(16'000);
  EXPECT_TRUE(user.repeats());
  // s = p^2 / t. Of 131 072 rows at most and at least half of them, in contexts of 100 rows, at
  // least 65 536 x 99 / 2 pairs are alike with p = 1/80: 40 551, and 65 536 x 99 x 98 / 6 triples
  // with t = 1/3200: 33 116. Triples of a context share pairs, so they count as fewer: a list track
  // has 2.5 pairs a context on average, so at least 10 000 are independent. Their relative
  // deviation is 1 %, that of p^2 twice 0.5 %; four deviations of both are 6 %.
  EXPECT_NEAR(user.share, 0.5, 0.06 * 0.5);
  // The expected pairs tell how many rows were kept: pairs of n rows in contexts of 100.
  const double kept = user.expected * 16'000 * 2 / 99;
  EXPECT_LT(kept, ListRepeats::kMostKept);
  EXPECT_GT(kept, 0.4 * ListRepeats::kMostKept);
  const ListShare track = repeats.by_track(16'000);
  EXPECT_FALSE(track.repeats());

  // Rows in another order give the same.
  ListRepeats backwards;
  for (auto one = rows.rbegin(); one != rows.rend(); ++one) backwards.add(*one);
  EXPECT_EQ(backwards.by_user(16'000).pairs, user.pairs);
  EXPECT_EQ(backwards.by_user(16'000).share, user.share);
  EXPECT_EQ(backwards.by_track(16'000).pairs, track.pairs);
}

// A context that is too large by itself is left out, whatever its number; nothing is known then.
TEST(ListRepeats, OfOneContextWithoutEnd) {
  for (const std::int64_t user : {std::int64_t{0}, std::int64_t{7}, std::int64_t{-1}}) {
    ListRepeats repeats;
    for (int i = 0; i < 300'000; ++i) repeats.add(row(user, i % 1000, i % 50));
    EXPECT_FALSE(repeats.by_user(50'000).repeats());
    EXPECT_TRUE(repeats.by_track(50'000).repeats());
  }
}

}  // namespace
}  // namespace reprise
