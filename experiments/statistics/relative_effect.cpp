#include "experiments/statistics/relative_effect.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/support/check.h"

namespace reprise {
namespace {

RelativeInterval whole_line(std::optional<double> effect) {
  return {.effect = effect, .shape = IntervalShape::whole_line};
}

std::optional<double> relative_effect(const MeanDifference& means) {
  if (means.control == 0) return std::nullopt;
  return means.difference / means.control;
}

void check_inputs(const MeanDifference& means, double critical) {
  REPRISE_CHECK(std::isfinite(means.control) && std::isfinite(means.difference) &&
                    std::isfinite(means.covariance),
                "control {}, difference {}, covariance {}", means.control, means.difference,
                means.covariance);
  REPRISE_CHECK(means.control_variance >= 0 && means.difference_variance >= 0 && critical > 0,
                "variances {} and {}, critical value {}", means.control_variance,
                means.difference_variance, critical);
}

// Returns m^2 Var(L) of the delta method: the variance of (difference - L control) at the estimated
// L, times the squared control mean. Rounding may push a variance of 0 below 0.
double scaled_delta_variance(const MeanDifference& means) {
  const double m = means.control;
  const double d = means.difference;
  return std::max(0.0, m * m * means.difference_variance - 2 * m * d * means.covariance +
                           d * d * means.control_variance);
}

RelativeInterval symmetric_interval(const MeanDifference& means, double critical,
                                    double standard_error) {
  const std::optional<double> effect = relative_effect(means);
  if (!effect || std::isinf(critical)) return whole_line(effect);
  return {.effect = effect,
          .lower = *effect - critical * standard_error,
          .upper = *effect + critical * standard_error};
}

}  // namespace

MeanDifference split_difference(const Moments& control, const Moments& treatment) {
  REPRISE_CHECK(control.n > 0 && treatment.n > 0, "{} and {} users", control.n, treatment.n);
  const double a = control.variance / static_cast<double>(control.n);
  const double b = treatment.variance / static_cast<double>(treatment.n);
  return {.control = control.mean,
          .difference = treatment.mean - control.mean,
          .control_variance = a,
          .difference_variance = a + b,
          .covariance = -a};
}

MeanDifference paired_difference(const PairedMoments& users) {
  REPRISE_CHECK(users.first.n > 0, "no users");
  const double n = static_cast<double>(users.first.n);
  const double v0 = users.first.variance;
  const double limit = std::sqrt(v0) * std::sqrt(users.difference.variance);
  return {.control = users.first.mean,
          .difference = users.difference.mean,
          .control_variance = v0 / n,
          .difference_variance = users.difference.variance / n,
          .covariance = std::clamp(users.covariance - v0, -limit, limit) / n};
}

bool RelativeInterval::contains(double value) const {
  switch (shape) {
    case IntervalShape::bounded:
      return lower <= value && value <= upper;
    case IntervalShape::two_rays:
      return value <= lower || upper <= value;
    case IntervalShape::whole_line:
      break;
  }
  return true;
}

RelativeInterval fieller_interval(const MeanDifference& means, double critical) {
  check_inputs(means, critical);
  const std::optional<double> effect = relative_effect(means);
  if (std::isinf(critical)) return whole_line(effect);

  // The set is {L : A L^2 - 2 B L + C <= 0}: the textbook's quadratic for the ratio, shifted by 1.
  const double c2 = critical * critical;
  const double a = means.control * means.control - c2 * means.control_variance;
  const double b = means.control * means.difference - c2 * means.covariance;
  const double c = means.difference * means.difference - c2 * means.difference_variance;
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (a == 0) {
    if (b == 0) return whole_line(effect);
    const double end = c / (2 * b);
    RelativeInterval ray{.effect = effect, .shape = IntervalShape::two_rays};
    ray.lower = b > 0 ? -kInfinity : end;
    ray.upper = b > 0 ? end : kInfinity;
    return ray;
  }
  // B^2 - A C = c^2 (delta variance - c^2 det). In this form the products that cancel are left out.
  const double det =
      means.control_variance * means.difference_variance - means.covariance * means.covariance;
  const double discriminant = scaled_delta_variance(means) - c2 * std::max(0.0, det);
  if (a < 0 && discriminant <= 0) return whole_line(effect);
  // For A > 0 the estimate itself is in the set, so only rounding makes the discriminant negative.
  const double root = critical * std::sqrt(std::max(0.0, discriminant));
  const double q = b + std::copysign(root, b);
  const double one = q / a;
  const double other = q == 0 ? 0 : c / q;
  RelativeInterval interval{
      .effect = effect, .lower = std::min(one, other), .upper = std::max(one, other)};
  if (a < 0) {
    interval.shape = IntervalShape::two_rays;
  } else {
    interval.lower = std::min(interval.lower, *effect);
    interval.upper = std::max(interval.upper, *effect);
  }
  return interval;
}

RelativeInterval delta_interval(const MeanDifference& means, double critical) {
  check_inputs(means, critical);
  const double m2 = means.control * means.control;
  return symmetric_interval(means, critical, std::sqrt(scaled_delta_variance(means)) / m2);
}

RelativeInterval notebook_interval(const MeanDifference& means, double critical) {
  check_inputs(means, critical);
  return symmetric_interval(means, critical,
                            std::sqrt(means.difference_variance) / std::abs(means.control));
}

}  // namespace reprise
