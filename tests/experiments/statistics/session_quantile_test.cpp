#include "experiments/statistics/session_quantile.h"

#include "experiments/statistics/sample_quantile.h"
#include "tests/experiments/statistics/user_distributions.h"
#include "tests/experiments/statistics/vectors.h"

namespace reprise {
namespace {

constexpr double kProbabilities[] = {0, 0.01, 0.25, 0.5, 0.6, 0.9, 0.999, 1};

// Returns the quantile of a list that has every session as often as its user's weight; nothing when
// the list is empty.
std::optional<double> quantile_one_by_one(const UserSessions& users, double probability,
                                          const std::vector<std::uint8_t>& weights) {
  std::vector<double> all;
  for (std::size_t user = 0; user < users.size(); ++user) {
    for (int i = 0; i < weights[user]; ++i) {
      all.insert(all.end(), users[user].begin(), users[user].end());
    }
  }
  if (all.empty()) return std::nullopt;
  std::ranges::sort(all);
  return sample_quantile(all, probability);
}

// Returns users with few and with many values, few and many users, and users without sessions.
std::vector<UserSessions> worlds() {
  std::vector<UserSessions> found;
  std::uint64_t seed = 20;
  for (const std::size_t users : {1u, 2u, 5u, 300u}) {
    for (const double scale : {2.0, 1e6}) {
      for (int repeat = 0; repeat < 5; ++repeat) {
        found.push_back(draw_sessions(++seed, users, scale));
      }
    }
  }
  return found;
}

TEST(SessionQuantile, OfAllIsThatOfTheSessionsOneByOne) {
  for (const UserSessions& world : worlds()) {
    const std::vector<std::uint8_t> ones(world.size(), 1);
    for (const double probability : kProbabilities) {
      const SessionQuantile quantile(distributions_of(world), probability);
      EXPECT_EQ(quantile.of_all(), quantile_one_by_one(world, probability, ones));
    }
  }
}

TEST(SessionQuantile, WeighsUsers) {
  boost::random::mt19937_64 random(21);
  boost::random::uniform_int_distribution<int> weight(0, 3);
  for (const UserSessions& world : worlds()) {
    for (const double probability : kProbabilities) {
      const SessionQuantile quantile(distributions_of(world), probability);
      for (int repeat = 0; repeat < 5; ++repeat) {
        std::vector<std::uint8_t> weights(world.size());
        for (std::uint8_t& one : weights) one = static_cast<std::uint8_t>(weight(random));
        // Only the first user has a weight, so that the quantile is far from that of all users.
        if (repeat == 0) std::fill(weights.begin() + 1, weights.end(), 0);
        EXPECT_EQ(quantile.weighted(weights), quantile_one_by_one(world, probability, weights));
      }
    }
  }
}

TEST(SessionQuantile, LeavesAUserOut) {
  for (const UserSessions& world : worlds()) {
    for (const double probability : kProbabilities) {
      const SessionQuantile quantile(distributions_of(world), probability);
      for (std::size_t user = 0; user < std::min<std::size_t>(world.size(), 20); ++user) {
        std::vector<std::uint8_t> weights(world.size(), 1);
        weights[user] = 0;
        EXPECT_EQ(quantile.without(user), quantile_one_by_one(world, probability, weights));
      }
    }
  }
}

TEST(SessionQuantile, CountsSessionsOfTheSameValue) {
  const UserDistributions users{
      .begin = {0, 2, 2, 3}, .values = {10, 20, 15}, .counts = {3, 1, 1000000000000}};
  EXPECT_EQ(SessionQuantile(users, 0.5).of_all(), 15);
  EXPECT_EQ(SessionQuantile(users, 0.5).without(2), 10);
  EXPECT_TRUE(SessionQuantile(users, 0.5).has_sessions(0));
  EXPECT_FALSE(SessionQuantile(users, 0.5).has_sessions(1));
}

TEST(SessionQuantileDeathTest, RefusesWhatIsInNoOrder) {
  const UserDistributions unsorted{.begin = {0, 2}, .values = {2, 1}, .counts = {1, 1}};
  EXPECT_DEATH(SessionQuantile(unsorted, 0.5), "user 0, value 1, count 1");
  const UserDistributions partition{.begin = {0, 1}, .values = {2, 3}, .counts = {1, 1}};
  EXPECT_DEATH(SessionQuantile(partition, 0.5), "2 entries of begin, 2 values");
}

}  // namespace
}  // namespace reprise
