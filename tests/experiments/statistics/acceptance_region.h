// The numbers of hits that pass when something is tried on many simulated experiments. Chance alone
// leaves them no more than once in ten thousand. Seeds are fixed, so no test is flaky.
#pragma once

#include <cstdint>

#include "experiments/statistics/quantile_interval.h"

namespace reprise {

struct AcceptanceRegion {
  std::uint64_t min_hits = 0;
  std::uint64_t max_hits = 0;

  bool contains(std::uint64_t hits) const { return min_hits <= hits && hits <= max_hits; }
};

/// Returns the narrowest region that Binomial(runs, probability) leaves with a chance of at most
/// false_alarm / 2 on either side. Its ranks are those of an interval for a quantile.
inline AcceptanceRegion acceptance_region(std::uint64_t runs, double probability,
                                          double false_alarm = 1e-4) {
  const QuantileRanks ranks = quantile_ranks(runs, probability, false_alarm);
  return {.min_hits = ranks.lower, .max_hits = ranks.upper - 1};
}

}  // namespace reprise
