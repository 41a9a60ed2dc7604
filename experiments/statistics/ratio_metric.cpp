#include "experiments/statistics/ratio_metric.h"

#include <cmath>

#include "experiments/statistics/moments.h"
#include "sim/support/check.h"

namespace reprise {

std::vector<double> linearized_ratio(std::span<const double> numerators,
                                     std::span<const double> denominators) {
  REPRISE_CHECK(numerators.size() == denominators.size(), "{} numerators, {} denominators",
                numerators.size(), denominators.size());
  std::vector<double> values(numerators.size());
  if (values.empty()) return values;
  const double mean_denominator = moments(denominators).mean;
  REPRISE_CHECK(mean_denominator != 0, "the denominators of {} users sum to 0", values.size());
  const double ratio = moments(numerators).mean / mean_denominator;
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = ratio + (numerators[i] - ratio * denominators[i]) / mean_denominator;
  }
  return values;
}

}  // namespace reprise
