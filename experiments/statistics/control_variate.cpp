#include "experiments/statistics/control_variate.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/support/check.h"

namespace reprise {
namespace {

// Returns the mean without a variance, for too few users to adjust.
Moments unadjusted(const Moments& plain) {
  return {.n = std::min<std::uint64_t>(plain.n, 1), .mean = plain.mean};
}

// The moments use only the estimate and its standard error, which do not depend on the level.
constexpr double kAnyLevel = 0.05;

Moments standing_for(const ControlVariateEstimate& estimate, std::size_t users) {
  const std::uint64_t n = users - 1;
  const double standard_error = estimate.adjusted.standard_error;
  return {.n = n,
          .mean = estimate.adjusted.estimate,
          .variance = static_cast<double>(n) * standard_error * standard_error};
}

std::vector<double> differences(std::span<const double> first, std::span<const double> second) {
  std::vector<double> values(first.size());
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = second[i] - first[i];
  return values;
}

// Returns a treatment's values without the part that theta predicts from each variate's distance
// from its known mean.
std::vector<double> adjusted_values(std::span<const double> values,
                                    std::span<const double> variates, double theta,
                                    double known_mean) {
  std::vector<double> adjusted(values.size());
  for (std::size_t i = 0; i < adjusted.size(); ++i) {
    adjusted[i] = values[i] - theta * (variates[i] - known_mean);
  }
  return adjusted;
}

}  // namespace

ControlVariateEstimate control_variate(const PairedMoments& users, double known_mean,
                                       double alpha) {
  REPRISE_CHECK(std::isfinite(known_mean), "known mean {}", known_mean);
  const Moments& x = users.first;
  const Moments& d = users.second;
  ControlVariateEstimate estimate;
  if (x.n < 3) {
    estimate.adjusted = student_interval(d.mean, 0, 0, alpha);
    return estimate;
  }
  const double n = static_cast<double>(x.n);
  double leverage = 0;
  const double missed = x.mean - known_mean;
  if (x.variance > 0) {
    estimate.theta = users.covariance / x.variance;
    leverage = missed * missed / (x.variance * (n - 1));
    if (d.variance > 0) {
      estimate.r_squared = std::clamp(estimate.theta * (users.covariance / d.variance), 0.0, 1.0);
    }
  }
  const double residual = d.variance * (1 - estimate.r_squared) * ((n - 1) / (n - 2));
  estimate.adjusted = student_interval(d.mean - estimate.theta * missed,
                                       std::sqrt(residual * (1 / n + leverage)), n - 2, alpha);
  return estimate;
}

Moments control_variate_moments(std::span<const double> values, std::span<const double> variates,
                                double known_mean) {
  const PairedMoments users = paired_moments(variates, values);
  if (users.second.n < 3) return unadjusted(users.second);
  return standing_for(control_variate(users, known_mean, kAnyLevel), users.second.n);
}

PairedMoments control_variate_paired_moments(std::span<const double> first,
                                             std::span<const double> second,
                                             std::span<const double> first_variates,
                                             std::span<const double> second_variates,
                                             double known_mean) {
  REPRISE_CHECK(first.size() == second.size() && first.size() == first_variates.size() &&
                    first.size() == second_variates.size(),
                "{} and {} values, {} and {} variates", first.size(), second.size(),
                first_variates.size(), second_variates.size());
  if (first.size() < 3) {
    const PairedMoments plain = paired_moments(first, second);
    return {.first = unadjusted(plain.first),
            .second = unadjusted(plain.second),
            .difference = unadjusted(plain.difference),
            .covariance = 0};
  }
  const PairedMoments users =
      paired_moments(differences(first_variates, second_variates), differences(first, second));
  const ControlVariateEstimate of_differences = control_variate(users, 0, kAnyLevel);
  const double theta = of_differences.theta;
  const PairedMoments adjusted =
      paired_moments(adjusted_values(first, first_variates, theta, known_mean),
                     adjusted_values(second, second_variates, theta, known_mean));

  // The variance of a treatment's mean has two parts: the spread of the residuals, with n - 2
  // degrees of freedom, and the error of theta. The treatments share the error of theta, each in
  // proportion to the distance of its own variate's mean from the known mean.
  const double n = static_cast<double>(first.size());
  const double lost = (n - 1) / (n - 2);
  const double residual = users.second.variance * (1 - of_differences.r_squared) * lost;
  const double theta_variance =
      users.first.variance > 0 ? residual / (users.first.variance * (n - 1)) : 0;
  const double missed_first = moments(first_variates).mean - known_mean;
  const double missed_second = moments(second_variates).mean - known_mean;
  const auto of_mean = [&](double spread, double missed, double other_missed) {
    return (n - 1) * (spread * lost / n + missed * other_missed * theta_variance);
  };
  const std::uint64_t left = first.size() - 1;
  return {.first = {.n = left,
                    .mean = adjusted.first.mean,
                    .variance = of_mean(adjusted.first.variance, missed_first, missed_first)},
          .second = {.n = left,
                     .mean = adjusted.second.mean,
                     .variance = of_mean(adjusted.second.variance, missed_second, missed_second)},
          .difference = standing_for(of_differences, first.size()),
          .covariance = of_mean(adjusted.covariance, missed_first, missed_second)};
}

}  // namespace reprise
