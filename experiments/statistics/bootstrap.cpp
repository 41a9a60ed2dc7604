#include "experiments/statistics/bootstrap.h"

#include <algorithm>
#include <cmath>

#include <boost/math/distributions/normal.hpp>

#include "experiments/statistics/moments.h"
#include "experiments/statistics/sample_quantile.h"
#include "sim/support/check.h"

namespace reprise {
namespace {

std::vector<double> sorted(std::span<const double> replicates) {
  REPRISE_CHECK(!replicates.empty(), "no replicates");
  std::vector<double> ascending(replicates.begin(), replicates.end());
  for (const double value : ascending) REPRISE_CHECK(std::isfinite(value), "replicate {}", value);
  std::ranges::sort(ascending);
  return ascending;
}

// Returns Phi^{-1} of the share of replicates below the estimate.
double bias_of(const std::vector<double>& ascending, double estimate) {
  const double tie = 1e-12 * std::max(std::abs(ascending.front()), std::abs(ascending.back()));
  const auto below = std::ranges::lower_bound(ascending, estimate - tie);
  const auto above = std::ranges::upper_bound(ascending, estimate + tie);
  const double n = static_cast<double>(ascending.size());
  const double rank =
      static_cast<double>((below - ascending.begin()) + (above - ascending.begin()));
  const double share = std::clamp(rank / (2 * n), 0.5 / n, 1 - 0.5 / n);
  return boost::math::quantile(boost::math::normal(), share);
}

// Returns the probability whose quantile of the replicates is BCa's bound, where the percentile
// interval takes the probability of the normal quantile z. Beyond the pole of the correction the
// bound is the outermost replicate on that side.
double corrected_probability(double z, double bias, double acceleration) {
  const double shifted = bias + z;
  const double denominator = 1 - acceleration * shifted;
  if (denominator <= 0) return shifted > 0 ? 1 : 0;
  return boost::math::cdf(boost::math::normal(), bias + shifted / denominator);
}

}  // namespace

BootstrapInterval percentile_interval(std::span<const double> replicates, double alpha) {
  REPRISE_CHECK(alpha > 0 && alpha < 1, "alpha {}", alpha);
  const std::vector<double> ascending = sorted(replicates);
  return {.lower = sample_quantile(ascending, alpha / 2),
          .upper = sample_quantile(ascending, 1 - alpha / 2),
          .lower_probability = alpha / 2,
          .upper_probability = 1 - alpha / 2};
}

BootstrapInterval bca_interval(std::span<const double> replicates, double estimate,
                               double acceleration, double alpha) {
  REPRISE_CHECK(alpha > 0 && alpha < 1, "alpha {}", alpha);
  REPRISE_CHECK(std::isfinite(estimate) && std::isfinite(acceleration),
                "estimate {}, acceleration {}", estimate, acceleration);
  const std::vector<double> ascending = sorted(replicates);
  const double z = boost::math::quantile(boost::math::normal(), alpha / 2);
  BootstrapInterval interval;
  interval.bias = bias_of(ascending, estimate);
  interval.lower_probability = corrected_probability(z, interval.bias, acceleration);
  interval.upper_probability = corrected_probability(-z, interval.bias, acceleration);
  interval.lower = sample_quantile(ascending, interval.lower_probability);
  interval.upper = sample_quantile(ascending, interval.upper_probability);
  return interval;
}

double bca_acceleration(std::span<const std::vector<double>> leave_one_out) {
  double cubes = 0;
  double squares = 0;
  for (const std::vector<double>& estimates : leave_one_out) {
    if (estimates.empty()) continue;
    const double n = static_cast<double>(estimates.size());
    const double mean = moments(estimates).mean;
    for (const double estimate : estimates) {
      const double influence = (n - 1) / n * (mean - estimate);
      squares += influence * influence;
      cubes += influence * influence * influence;
    }
  }
  return squares > 0 ? cubes / (6 * std::pow(squares, 1.5)) : 0;
}

std::optional<double> weighted_mean(std::span<const double> values,
                                    std::span<const std::uint32_t> weights) {
  REPRISE_CHECK(values.size() == weights.size(), "{} values, {} weights", values.size(),
                weights.size());
  double sum = 0;
  std::uint64_t weight = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum += weights[i] * values[i];
    weight += weights[i];
  }
  if (weight == 0) return std::nullopt;
  return sum / static_cast<double>(weight);
}

}  // namespace reprise
