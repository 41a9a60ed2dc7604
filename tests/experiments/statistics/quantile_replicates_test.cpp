// Tests that replicates are those of their definition, and that kept ones are never another's.
#include "experiments/statistics/quantile_replicates.h"

#include <gtest/gtest.h>

#include "experiments/statistics/poisson_weights.h"

namespace reprise {
namespace {

UserDistributions users_of(std::int64_t shift) {
  UserDistributions users{.begin = {0}, .values = {}, .counts = {}};
  for (std::int64_t user = 0; user < 40; ++user) {
    for (std::int64_t value = 0; value <= user % 3; ++value) {
      users.values.push_back(shift + user + 10 * value);
      users.counts.push_back(static_cast<std::uint64_t>(1 + (user + value) % 2));
    }
    users.begin.push_back(users.values.size());
  }
  return users;
}

void expect_replicates(const UserDistributions& users, double probability, StreamKey key,
                       std::uint64_t replicates, std::uint64_t most_weights = 64 << 20) {
  const SessionQuantile quantile(users, probability);
  const auto found = quantile_replicates(users, probability, key, replicates, most_weights);
  ASSERT_EQ(found->size(), replicates);
  std::vector<std::uint8_t> weights(quantile.users());
  for (std::uint64_t i = 0; i < replicates; ++i) {
    poisson_weights(key, i, weights);
    ASSERT_EQ((*found)[i], quantile.weighted(weights)) << i;
  }
}

TEST(QuantileReplicates, AreThoseOfTheirArguments) {
  const StreamKey key = stream_key(1, "quantile_replicates_test");
  UserDistributions counted = users_of(0);
  ++counted.counts[7];
  // Twice, so that the second round is answered from what was kept.
  for (int round = 0; round < 2; ++round) {
    expect_replicates(users_of(0), 0.5, key, 50);
    expect_replicates(users_of(1), 0.5, key, 50);
    expect_replicates(counted, 0.5, key, 50);
    expect_replicates(users_of(0), 0.9, key, 50);
    expect_replicates(users_of(0), 0.5, stream_key(2, "quantile_replicates_test"), 50);
    expect_replicates(users_of(0), 0.5, key, 60);
  }
}

TEST(QuantileReplicates, OfEqualArgumentsAreKept) {
  const StreamKey key = stream_key(3, "quantile_replicates_test");
  const auto first = quantile_replicates(users_of(0), 0.5, key, 20);
  EXPECT_EQ(quantile_replicates(users_of(0), 0.5, key, 20), first);
}

// Weights of 40 users in 170 replicates are kept in memory if 6800 may be, and drawn one replicate
// at a time otherwise.
TEST(QuantileReplicates, OfMoreWeightsThanAreKeptAreTheSame) {
  std::uint64_t seed = 6;
  for (const std::uint64_t most : {0, 1, 6799, 6800}) {
    // Another key each time, so that none is answered from what was kept.
    expect_replicates(users_of(0), 0.5, stream_key(seed++, "quantile_replicates_test"), 170, most);
  }
}

TEST(QuantileReplicates, OutliveThoseThatAreKept) {
  const auto first = quantile_replicates(users_of(0), 0.5, stream_key(4, "test"), 20);
  for (std::uint64_t seed = 5; seed < 200; ++seed) {
    quantile_replicates(users_of(0), 0.5, stream_key(seed, "test"), 2);
  }
  expect_replicates(users_of(0), 0.5, stream_key(4, "test"), 20);
  EXPECT_EQ(*quantile_replicates(users_of(0), 0.5, stream_key(4, "test"), 20), *first);
}

}  // namespace
}  // namespace reprise
