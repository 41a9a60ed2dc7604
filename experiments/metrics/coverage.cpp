#include <algorithm>

#include "experiments/metrics/metric.h"

namespace reprise {
namespace {

double coverage(std::span<const std::uint64_t> plays) {
  const auto played =
      std::count_if(plays.begin(), plays.end(), [](std::uint64_t n) { return n > 0; });
  return plays.empty() ? 0.0 : static_cast<double>(played) / static_cast<double>(plays.size());
}

const MetricRegistration registration(CatalogMetric{
    "coverage", "share of the catalog that was recommended at least once", coverage});

}  // namespace
}  // namespace reprise
