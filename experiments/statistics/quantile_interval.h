// Computes an interval for a quantile (a median, a 90th percentile of latency) that assumes nothing
// about the distribution: the bounds are two order statistics.
#pragma once

#include <cstdint>
#include <span>

namespace reprise {

/// The ranks of the bounds, counted from 1. `lower` 0 means no lower bound and `upper` n + 1 no
/// upper bound, because there are too few users for one.
struct QuantileRanks {
  std::uint64_t lower = 0;
  std::uint64_t upper = 0;
  double coverage = 0;  // P(lower <= Binomial(n, q) <= upper - 1), at least 1 - alpha
};

/// Returns the innermost ranks that leave at most alpha / 2 on either side, for the quantile 0 < q
/// < 1 of n users' values (David and Nagaraja 2003, "Order Statistics", 7.1). 0 < alpha < 1. Pure.
QuantileRanks quantile_ranks(std::uint64_t n, double q, double alpha);

struct QuantileInterval {
  double estimate = 0;  // the sample quantile, type 7
  double lower = 0;     // minus infinity without a lower bound
  double upper = 0;     // infinity without an upper bound
};

/// Returns the interval at 1 - alpha for the quantile q of ascending values (one per user, at least
/// one). Pure.
QuantileInterval quantile_interval(std::span<const double> ascending, double q, double alpha);

}  // namespace reprise
