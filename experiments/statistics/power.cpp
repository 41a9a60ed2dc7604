#include "experiments/statistics/power.h"

#include <cmath>

#include <boost/math/distributions/non_central_t.hpp>
#include <boost/math/distributions/normal.hpp>

#include "experiments/statistics/student_t.h"
#include "sim/support/check.h"

namespace reprise {
namespace {

double normal_critical(double alpha) {
  REPRISE_CHECK(alpha > 0 && alpha < 1, "alpha {}", alpha);
  return boost::math::quantile(boost::math::complement(boost::math::normal(), alpha / 2));
}

double normal_below(double z) { return boost::math::cdf(boost::math::normal(), z); }

// Returns the variance of the estimated lift when the true lift is `lift`. The division by the
// squared control mean makes the variance relative.
double lift_variance(double lift, const MeanDifference& means) {
  REPRISE_CHECK(means.control != 0, "a control mean of 0 has no relative effect");
  return (means.difference_variance - 2 * lift * means.covariance +
          lift * lift * means.control_variance) /
         (means.control * means.control);
}

}  // namespace

double detectable_standard_errors(double alpha, double power) {
  REPRISE_CHECK(power > alpha / 2 && power < 1, "power {} at alpha {}", power, alpha);
  return normal_critical(alpha) + boost::math::quantile(boost::math::normal(), power);
}

double detectable_effect(double standard_error, double alpha, double power) {
  REPRISE_CHECK(standard_error >= 0, "standard error {}", standard_error);
  return detectable_standard_errors(alpha, power) * standard_error;
}

double power_of(double effect, double standard_error, double alpha) {
  REPRISE_CHECK(standard_error > 0, "standard error {}", standard_error);
  return normal_below(std::abs(effect) / standard_error - normal_critical(alpha));
}

double rejection_probability(double effect, double standard_error, double alpha) {
  REPRISE_CHECK(standard_error > 0, "standard error {}", standard_error);
  return power_of(effect, standard_error, alpha) +
         normal_below(-std::abs(effect) / standard_error - normal_critical(alpha));
}

double rejection_probability_of_t(double effect, double standard_error, double df, double alpha) {
  REPRISE_CHECK(standard_error > 0, "standard error {}", standard_error);
  const double critical = student_t_critical(alpha, df);
  const boost::math::non_central_t statistic(df, std::abs(effect) / standard_error);
  return boost::math::cdf(boost::math::complement(statistic, critical)) +
         boost::math::cdf(statistic, -critical);
}

double split_users_needed(double control_variance, double treatment_variance, double ratio,
                          double effect, double alpha, double power) {
  REPRISE_CHECK(control_variance >= 0 && treatment_variance >= 0 && ratio > 0 && effect != 0,
                "variances {} and {}, ratio {}, effect {}", control_variance, treatment_variance,
                ratio, effect);
  const double k = detectable_standard_errors(alpha, power) / effect;
  return k * k * (control_variance + treatment_variance / ratio);
}

double paired_users_needed(double difference_variance, double effect, double alpha, double power) {
  REPRISE_CHECK(difference_variance >= 0 && effect != 0, "variance {}, effect {}",
                difference_variance, effect);
  const double k = detectable_standard_errors(alpha, power) / effect;
  return k * k * difference_variance;
}

std::optional<double> detectable_lift(const MeanDifference& means, double alpha, double power) {
  REPRISE_CHECK(means.control != 0, "a control mean of 0 has no relative effect");
  const double k = detectable_standard_errors(alpha, power);
  const double scale = k * k / (means.control * means.control);
  // The equation is m^2 (1 - A) + 2 B m - C = 0, with A, B, C the variance of the control, the
  // covariance and the variance of the difference, each times K^2 / control^2.
  const double a = 1 - scale * means.control_variance;
  const double b = scale * means.covariance;
  const double c = scale * means.difference_variance;
  if (a <= 0) return std::nullopt;
  const double root = std::sqrt(b * b + a * c);
  // The positive root is computed in the form that does not subtract nearly equal numbers.
  if (b > 0) return c / (root + b);
  return (root - b) / a;
}

double power_of_lift(double lift, const MeanDifference& means, double alpha) {
  return power_of(lift, std::sqrt(lift_variance(lift, means)), alpha);
}

double users_factor_for_lift(double lift, const MeanDifference& means, double alpha, double power) {
  REPRISE_CHECK(lift != 0, "no number of users finds a lift of 0");
  const double k = detectable_standard_errors(alpha, power) / lift;
  return k * k * lift_variance(lift, means);
}

}  // namespace reprise
