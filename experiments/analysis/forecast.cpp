#include "experiments/analysis/forecast.h"

#include <algorithm>
#include <cmath>

#include <boost/math/tools/roots.hpp>

#include "experiments/statistics/moments.h"
#include "experiments/statistics/power.h"

namespace reprise {
namespace {

constexpr double kFewestSessions = 4;
constexpr double kMostSessions = 1e12;

}  // namespace

Forecast::Forecast(const UserValues& control, const UserValues& treatment, double world_users,
                   double treatments)
    : world_users_(world_users), treatments_(treatments) {
  control_mean_ = moments(control.values).mean;
  control_ = variance_components(control.values, control.sessions);
  treatment_ = variance_components(treatment.values, treatment.sessions);
  difference_ = moments(treatment.values).mean - control_mean_;
  if (control.users != treatment.users) return;
  std::vector<double> differences(control.values.size());
  for (std::size_t i = 0; i < differences.size(); ++i) {
    differences[i] = treatment.values[i] - control.values[i];
  }
  differences_ = variance_components(differences, control.sessions);
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
  // Searches on the scale of the logarithm of sessions; the power rises with their number.
  const auto missing = [&](double log_sessions) {
    return planned_power(forecast, design, effect, std::exp(log_sessions), alpha) - power;
  };
  const double low = std::log(kFewestSessions);
  const double high = std::log(kMostSessions);
  if (missing(low) >= 0) return kFewestSessions;
  if (missing(high) < 0) return std::nullopt;
  std::uintmax_t steps = 200;
  const auto [below, above] = boost::math::tools::bisect(
      missing, low, high, boost::math::tools::eps_tolerance<double>(40), steps);
  return std::ceil(std::exp(above));
}

}  // namespace reprise
