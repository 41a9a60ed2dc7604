#include <algorithm>

#include "experiments/metrics/metric.h"

namespace reprise {
namespace {

// Returns G = sum_i (2 i - n - 1) x_(i) / (n sum x), x ascending, i from 1 (Gini 1912; Damgaard and
// Weiner 2000). The sums are exact up to 2^53.
double gini(std::span<const std::uint64_t> plays) {
  std::vector<std::uint64_t> sorted(plays.begin(), plays.end());
  std::sort(sorted.begin(), sorted.end());
  const auto n = static_cast<double>(sorted.size());
  double weighted = 0;
  double total = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const auto x = static_cast<double>(sorted[i]);
    weighted += (2.0 * static_cast<double>(i + 1) - n - 1.0) * x;
    total += x;
  }
  return total > 0 ? weighted / (n * total) : 0.0;
}

const MetricRegistration registration(CatalogMetric{
    "gini", "inequality of the tracks' recommendations: 0 all alike, 1 all on one track", gini});

}  // namespace
}  // namespace reprise
