#include "experiments/statistics/sample_quantile.h"

#include <cmath>

#include "sim/support/check.h"

namespace reprise {

double sample_quantile(std::span<const double> ascending, double probability) {
  REPRISE_CHECK(!ascending.empty() && probability >= 0 && probability <= 1,
                "quantile {} of {} values", probability, ascending.size());
  const double position = static_cast<double>(ascending.size() - 1) * probability;
  const double below = std::floor(position);
  const std::size_t i = static_cast<std::size_t>(below);
  if (i + 1 >= ascending.size()) return ascending.back();
  return ascending[i] + (position - below) * (ascending[i + 1] - ascending[i]);
}

}  // namespace reprise
