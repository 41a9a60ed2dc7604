#include "experiments/analysis/forecast.h"

#include <algorithm>
#include <cmath>

#include <boost/math/tools/roots.hpp>

#include "experiments/statistics/moments.h"
#include "experiments/statistics/power.h"
#include "experiments/statistics/student_t.h"

namespace reprise {
namespace {

constexpr double kFewestSessions = 4;
constexpr double kMostSessions = 1e12;

// Returns the parts that are left of the variance of a plain mean by another estimator.
VarianceComponents of_estimator(VarianceComponents components, const Moments& plain,
                                const Moments& estimate) {
  const double whole = plain.variance / static_cast<double>(plain.n);
  const double left = estimate.variance / static_cast<double>(estimate.n);
  // Too few users give an estimator nothing to go by.
  const double share = whole > 0 && left >= 0 && std::isfinite(left) ? left / whole : 1;
  components.between *= share;
  components.within *= share;
  return components;
}

// Returns the smallest number of sessions for which `missing`, which falls with the logarithm of
// sessions, is 0 or less.
std::optional<double> fewest_sessions(const std::function<double(double)>& missing) {
  const double low = std::log(kFewestSessions);
  const double high = std::log(kMostSessions);
  if (missing(low) <= 0) return kFewestSessions;
  if (missing(high) > 0) return std::nullopt;
  std::uintmax_t steps = 200;
  const auto [below, above] = boost::math::tools::bisect(
      missing, low, high, boost::math::tools::eps_tolerance<double>(40), steps);
  return std::ceil(std::exp(above));
}

}  // namespace

Forecast::Forecast(const UserValues& control, const UserValues& treatment, double world_users,
                   double treatments, const Estimator& estimator)
    : world_users_(world_users), treatments_(treatments) {
  control_mean_ = moments(control.values).mean;
  control_ = of_estimator(variance_components(control.values, control.sessions),
                          moments(control.values), estimator.of(control));
  treatment_ = of_estimator(variance_components(treatment.values, treatment.sessions),
                            moments(treatment.values), estimator.of(treatment));
  difference_ = moments(treatment.values).mean - control_mean_;
  if (control.users != treatment.users) return;
  std::vector<double> differences(control.values.size());
  for (std::size_t i = 0; i < differences.size(); ++i) {
    differences[i] = treatment.values[i] - control.values[i];
  }
  differences_ =
      of_estimator(variance_components(differences, control.sessions), moments(differences),
                   estimator.of_pair(control, treatment).difference);
}

MeanDifference Forecast::after(PlannedDesign design, double sessions) const {
  const bool split = design == PlannedDesign::split;
  const double users = std::max(1.0, split ? world_users_ / treatments_ : world_users_);
  const double each = std::max(1.0, split ? sessions / treatments_ : sessions);
  const double a = squared_error_after(control_, each, users);
  const double b = squared_error_after(treatment_, each, users);
  MeanDifference means{control_mean_, difference_, a, a + b, -a};
  if (split) return means;
  means.difference_variance = squared_error_after(differences_, each, users);
  // Var(treatment) = Var(control) + Var(difference) + 2 cov. The covariance is kept within the
  // bounds that the variances set.
  const double most = std::sqrt(a * means.difference_variance);
  means.covariance = std::clamp((b - a - means.difference_variance) / 2, -most, most);
  return means;
}

double planned_power(const Forecast& forecast, PlannedDesign design, const PlannedEffect& effect,
                     double sessions, double alpha) {
  const MeanDifference means = forecast.after(design, sessions);
  if (effect.relative) return power_of_lift(effect.value, means, alpha);
  const double error = std::sqrt(means.difference_variance);
  return error > 0 ? power_of(effect.value, error, alpha) : 1;
}

std::optional<double> smallest_effect(const Forecast& forecast, PlannedDesign design, bool relative,
                                      double sessions, double alpha, double power) {
  const MeanDifference means = forecast.after(design, sessions);
  if (relative) return detectable_lift(means, alpha, power);
  return detectable_effect(std::sqrt(means.difference_variance), alpha, power);
}

std::optional<double> sessions_needed(const Forecast& forecast, PlannedDesign design,
                                      const PlannedEffect& effect, double alpha, double power) {
  return sessions_needed(
      forecast, design, effect, [alpha](double) { return alpha; }, power);
}

std::optional<double> sessions_needed(const Forecast& forecast, PlannedDesign design,
                                      const PlannedEffect& effect,
                                      const std::function<double(double)>& alpha_after,
                                      double power) {
  return fewest_sessions([&](double log_sessions) {
    const double sessions = std::exp(log_sessions);
    return power - planned_power(forecast, design, effect, sessions, alpha_after(sessions));
  });
}

std::optional<double> sessions_for_width(const Forecast& forecast, PlannedDesign design,
                                         const PlannedEffect& half_width,
                                         const std::function<double(double)>& alpha_after) {
  return fewest_sessions([&](double log_sessions) {
    const double sessions = std::exp(log_sessions);
    const MeanDifference means = forecast.after(design, sessions);
    const double alpha = alpha_after(sessions);
    const double critical = student_t_critical(alpha, 1e9);  // the normal distribution's
    if (!half_width.relative) {
      return critical * std::sqrt(means.difference_variance) - half_width.value;
    }
    const RelativeInterval interval = fieller_interval(means, critical);
    if (interval.shape != IntervalShape::bounded) return 1.0;
    return (interval.upper - interval.lower) / 2 - half_width.value;
  });
}

}  // namespace reprise
