#include "experiments/statistics/stratification.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "sim/support/check.h"

namespace reprise {
namespace {

// The strata after pooling (the pools), and the users ordered by pool.
struct Pools {
  std::vector<double> weights;      // weight of each pool; the weights sum to 1
  std::vector<std::size_t> begins;  // pool p is positions [begins[p], begins[p + 1]) of `order`
  std::vector<std::size_t> order;   // users by pool, and in the order given within a pool

  std::size_t size() const { return weights.size(); }
  std::uint64_t n() const { return order.size() - size() + 1; }

  std::vector<double> values_of(std::size_t pool, std::span<const double> values) const {
    std::vector<double> own;
    for (std::size_t i = begins[pool]; i < begins[pool + 1]; ++i) own.push_back(values[order[i]]);
    return own;
  }

  // Returns n W_h^2 / n_h, the factor of the pool's variance in `variance`. Exactly 1 for a single
  // pool.
  double variance_factor(std::size_t pool) const {
    if (size() == 1) return 1;
    const double own = static_cast<double>(begins[pool + 1] - begins[pool]);
    return weights[pool] * weights[pool] * (static_cast<double>(n()) / own);
  }
};

// Returns the pool of each stratum, given the number of users in each stratum.
std::vector<std::size_t> pooled(std::span<const std::size_t> users) {
  std::vector<std::size_t> pool_of(users.size());
  std::size_t pool = 0;
  std::size_t in_pool = 0;
  for (std::size_t h = 0; h < users.size(); ++h) {
    if (in_pool >= 2) {
      ++pool;
      in_pool = 0;
    }
    pool_of[h] = pool;
    in_pool += users[h];
  }
  if (in_pool < 2 && pool > 0) {
    for (std::size_t& own : pool_of) own = std::min(own, pool - 1);
  }
  return pool_of;
}

Pools pools_of(std::span<const std::uint32_t> strata, std::span<const double> shares) {
  REPRISE_CHECK(!shares.empty(), "no strata");
  std::vector<std::size_t> users(shares.size(), 0);
  for (const std::uint32_t stratum : strata) {
    REPRISE_CHECK(stratum < shares.size(), "stratum {} of {}", stratum, shares.size());
    ++users[stratum];
  }
  const std::vector<std::size_t> pool_of = pooled(users);

  // Sum the weights and count the users of each pool.
  Pools pools;
  pools.weights.resize(pool_of.back() + 1, 0);
  pools.begins.resize(pools.size() + 1, 0);
  for (std::size_t h = 0; h < shares.size(); ++h) {
    REPRISE_CHECK(std::isfinite(shares[h]) && shares[h] > 0, "share {}", shares[h]);
    pools.weights[pool_of[h]] += shares[h];
    pools.begins[pool_of[h] + 1] += users[h];
  }
  const double total = std::accumulate(pools.weights.begin(), pools.weights.end(), 0.0);
  for (double& weight : pools.weights) weight /= total;
  std::partial_sum(pools.begins.begin(), pools.begins.end(), pools.begins.begin());

  // Order the users by pool.
  std::vector<std::size_t> next = pools.begins;
  pools.order.resize(strata.size());
  for (std::size_t user = 0; user < strata.size(); ++user) {
    pools.order[next[pool_of[strata[user]]]++] = user;
  }
  return pools;
}

// The first pool's mean is subtracted from each mean, so that equal means stay exactly as they are.
Moments over_pools(const Pools& pools, std::span<const Moments> parts) {
  if (parts.size() == 1) return parts[0];
  Moments whole{.n = pools.n(), .mean = parts[0].mean};
  for (std::size_t p = 0; p < parts.size(); ++p) {
    whole.mean += pools.weights[p] * (parts[p].mean - parts[0].mean);
    whole.variance += pools.variance_factor(p) * parts[p].variance;
  }
  return whole;
}

}  // namespace

Moments stratified_moments(std::span<const double> values, std::span<const std::uint32_t> strata,
                           std::span<const double> shares) {
  REPRISE_CHECK(values.size() == strata.size(), "{} values, {} strata", values.size(),
                strata.size());
  const Pools pools = pools_of(strata, shares);
  std::vector<Moments> parts(pools.size());
  for (std::size_t p = 0; p < parts.size(); ++p) parts[p] = moments(pools.values_of(p, values));
  return over_pools(pools, parts);
}

PairedMoments stratified_paired_moments(std::span<const double> first,
                                        std::span<const double> second,
                                        std::span<const std::uint32_t> strata,
                                        std::span<const double> shares) {
  REPRISE_CHECK(first.size() == strata.size() && second.size() == strata.size(),
                "{} and {} values, {} strata", first.size(), second.size(), strata.size());
  const Pools pools = pools_of(strata, shares);
  std::vector<Moments> firsts(pools.size());
  std::vector<Moments> seconds(pools.size());
  std::vector<Moments> differences(pools.size());
  double covariance = 0;
  for (std::size_t p = 0; p < pools.size(); ++p) {
    const PairedMoments part =
        paired_moments(pools.values_of(p, first), pools.values_of(p, second));
    firsts[p] = part.first;
    seconds[p] = part.second;
    differences[p] = part.difference;
    covariance += pools.variance_factor(p) * part.covariance;
  }
  return {.first = over_pools(pools, firsts),
          .second = over_pools(pools, seconds),
          .difference = over_pools(pools, differences),
          .covariance = covariance};
}

}  // namespace reprise
