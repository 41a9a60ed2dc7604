#include "experiments/statistics/ocba.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "sim/support/check.h"

namespace reprise {

std::vector<double> ocba_fractions(std::span<const double> means,
                                   std::span<const double> deviations) {
  REPRISE_CHECK(!means.empty() && means.size() == deviations.size(), "{} means, {} deviations",
                means.size(), deviations.size());
  for (std::size_t i = 0; i < means.size(); ++i) {
    REPRISE_CHECK(std::isfinite(means[i]) && std::isfinite(deviations[i]) && deviations[i] >= 0,
                  "mean {}, deviation {}", means[i], deviations[i]);
  }
  const std::size_t best =
      static_cast<std::size_t>(std::ranges::max_element(means) - means.begin());
  double closest = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < means.size(); ++i) {
    if (i != best) closest = std::min(closest, means[best] - means[i]);
  }
  // Distances are relative to that of the closest rival, so that a rival with the best mean causes
  // no division by 0.
  std::vector<double> shares(means.size(), 0);
  double squares = 0;
  for (std::size_t i = 0; i < means.size(); ++i) {
    if (i == best) continue;
    const double behind = means[best] - means[i];
    const double nearness = behind > 0 ? closest / behind : 1;
    const double spread = deviations[i] * nearness;
    shares[i] = spread * spread;
    squares += spread * spread * nearness * nearness;  // proportional to N_i^2 / s_i^2
  }
  shares[best] = deviations[best] * std::sqrt(squares);
  const double total = std::accumulate(shares.begin(), shares.end(), 0.0);
  for (double& share : shares) {
    share = total > 0 ? share / total : 1 / static_cast<double>(shares.size());
  }
  return shares;
}

}  // namespace reprise
