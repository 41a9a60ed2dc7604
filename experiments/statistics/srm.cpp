#include "experiments/statistics/srm.h"

#include <cmath>
#include <limits>

#include <boost/math/distributions/chi_squared.hpp>

#include "sim/support/check.h"

namespace reprise {

SampleRatio sample_ratio(std::span<const std::uint64_t> users, std::span<const double> weights) {
  REPRISE_CHECK(users.size() == weights.size(), "{} treatments, {} weights", users.size(),
                weights.size());
  std::uint64_t counted = 0;
  std::uint64_t treatments = 0;
  double weight = 0;
  bool impossible = false;
  for (std::size_t i = 0; i < users.size(); ++i) {
    REPRISE_CHECK(std::isfinite(weights[i]) && weights[i] >= 0, "weight {}", weights[i]);
    weight += weights[i];
    if (weights[i] > 0) {
      counted += users[i];
      ++treatments;
    } else {
      impossible = impossible || users[i] > 0;
    }
  }
  REPRISE_CHECK(treatments > 0, "none of {} treatments has a weight", users.size());

  SampleRatio result{.degrees_of_freedom = treatments - 1};
  if (impossible) {
    result.chi_square = std::numeric_limits<double>::infinity();
    result.p = 0;
    return result;
  }
  if (counted == 0 || treatments == 1) return result;
  for (std::size_t i = 0; i < users.size(); ++i) {
    if (weights[i] == 0) continue;
    const double expected = static_cast<double>(counted) * (weights[i] / weight);
    const double gap = static_cast<double>(users[i]) - expected;
    result.chi_square += gap * gap / expected;
  }
  const boost::math::chi_squared distribution(static_cast<double>(result.degrees_of_freedom));
  result.p = boost::math::cdf(boost::math::complement(distribution, result.chi_square));
  return result;
}

}  // namespace reprise
