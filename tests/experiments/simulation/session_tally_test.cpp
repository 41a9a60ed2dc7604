#include "experiments/simulation/engine/session_tally.h"

#include <map>
#include <random>
#include <thread>

#include <gmock/gmock.h>

namespace reprise {
namespace {

using Counts = std::map<std::pair<UserIndex, std::uint32_t>, std::uint64_t>;

Counts counts_of(const SessionTally& tally) {
  Counts counts;
  for (const SessionTally::Entry& entry : tally.entries()) {
    EXPECT_FALSE(counts.contains({entry.user, entry.value}));
    counts[{entry.user, entry.value}] = entry.sessions;
  }
  return counts;
}

TEST(SessionTallyTest, CountsWhatItIsGivenInAnyParts) {
  std::mt19937 random(1);
  std::uniform_int_distribution<UserIndex> user(0, 30);
  std::geometric_distribution<std::uint32_t> value(0.1);
  Counts expected;
  SessionTally whole;
  std::vector<SessionTally> parts(3);
  for (int i = 0; i < 100'000; ++i) {
    const UserIndex u = user(random);
    const std::uint32_t v = value(random);
    ++expected[{u, v}];
    whole.add(u, v);
    parts[static_cast<std::size_t>(i) % 3].add(u, v);
  }
  EXPECT_EQ(counts_of(whole), expected);
  parts[2] += parts[0];
  parts[2] += parts[1];
  EXPECT_EQ(counts_of(parts[2]), expected);
  EXPECT_EQ(counts_of(SessionTally::of(whole.entries())), expected);
}

// Reading a tally does not change it, so two threads may read one tally.
TEST(SessionTallyTest, ReadingChangesNothing) {
  SessionTally tally;
  for (std::uint32_t i = 0; i < 1'000; ++i) tally.add(i % 7, i % 11);
  const SessionTally& read_only = tally;
  SessionTally sums[2];
  const Counts expected = counts_of(read_only);
  std::thread other([&] {
    EXPECT_EQ(counts_of(read_only), expected);
    read_only.distributions(7);
    sums[0] += read_only;
  });
  EXPECT_EQ(counts_of(read_only), expected);
  read_only.distributions(7);
  sums[1] += read_only;
  other.join();
  for (const SessionTally& sum : sums) EXPECT_EQ(counts_of(sum), expected);
  tally += read_only;
  for (const auto& [key, sessions] : counts_of(tally)) EXPECT_EQ(sessions, 2 * expected.at(key));
}

TEST(SessionTallyTest, DistributionsAreByUser) {
  SessionTally tally;
  for (const auto& [user, value] : {std::pair{2U, 7U}, {0U, 5U}, {2U, 3U}, {2U, 7U}}) {
    tally.add(user, value);
  }
  const UserDistributions users = tally.distributions(4);
  EXPECT_THAT(users.begin, testing::ElementsAre(0, 1, 1, 3, 3));
  EXPECT_THAT(users.values, testing::ElementsAre(5, 3, 7));
  EXPECT_THAT(users.counts, testing::ElementsAre(1, 1, 2));
}

}  // namespace
}  // namespace reprise
