#include "experiments/statistics/quantile_interval.h"

#include <algorithm>
#include <limits>

#include <boost/math/distributions/binomial.hpp>

#include "experiments/statistics/sample_quantile.h"
#include "sim/support/check.h"

namespace reprise {

QuantileRanks quantile_ranks(std::uint64_t n, double q, double alpha) {
  REPRISE_CHECK(n > 0 && q > 0 && q < 1 && alpha > 0 && alpha < 1, "n {}, quantile {}, alpha {}", n,
                q, alpha);
  const boost::math::binomial below(static_cast<double>(n), q);
  const auto at_most = [&](std::uint64_t k) { return cdf(below, static_cast<double>(k)); };
  const auto more_than = [&](std::uint64_t k) {
    return cdf(complement(below, static_cast<double>(k)));
  };
  // Both tails are monotone in k, so bisection finds the ranks; n may be large.
  const auto first_where = [n](const auto& holds) {
    std::uint64_t first = 0;
    std::uint64_t last = n;
    while (first < last) {
      const std::uint64_t middle = first + (last - first) / 2;
      if (holds(middle)) {
        last = middle;
      } else {
        first = middle + 1;
      }
    }
    return first;
  };
  const std::uint64_t lower = first_where([&](std::uint64_t k) { return at_most(k) > alpha / 2; });
  const std::uint64_t upper =
      1 + first_where([&](std::uint64_t k) { return more_than(k) <= alpha / 2; });
  const double outside = (lower > 0 ? at_most(lower - 1) : 0) + more_than(upper - 1);
  return {.lower = lower, .upper = upper, .coverage = 1 - outside};
}

QuantileInterval quantile_interval(std::span<const double> ascending, double q, double alpha) {
  REPRISE_CHECK(std::ranges::is_sorted(ascending), "the values are not in ascending order");
  const QuantileRanks ranks = quantile_ranks(ascending.size(), q, alpha);
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  return {.estimate = sample_quantile(ascending, q),
          .lower = ranks.lower == 0 ? -kInfinity : ascending[ranks.lower - 1],
          .upper = ranks.upper > ascending.size() ? kInfinity : ascending[ranks.upper - 1]};
}

}  // namespace reprise
