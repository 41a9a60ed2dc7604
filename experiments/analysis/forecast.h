// Forecasts the precision of an experiment of another size: from the users of a pilot, the
// variances of its comparison after any number of sessions, in either design.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "experiments/metrics/user_values.h"
#include "experiments/spec/estimators/estimator.h"
#include "experiments/statistics/relative_effect.h"
#include "experiments/statistics/variance_components.h"

namespace reprise {

enum class PlannedDesign { paired, split };

/// The forecast for one treatment and the control on one metric. Immutable.
class Forecast {
 public:
  /// Takes the users of a pilot. In a paired pilot the same users played both treatments; a pilot
  /// in which some users played one and some the other serves split designs only. `world_users` is
  /// the number of users that sessions are drawn from, `treatments` the number of treatments that a
  /// split design deals them to. Both treatments must have users. The estimator removes the share
  /// of the variances that it removes among these users.
  Forecast(const UserValues& control, const UserValues& treatment, double world_users,
           double treatments, const Estimator& estimator);

  double control_mean() const { return control_mean_; }

  /// Returns the means and variances that the comparison would have after `sessions` >= 1 sampled
  /// sessions. In a paired design each of them is played under every treatment, in a split design
  /// under one.
  MeanDifference after(PlannedDesign design, double sessions) const;

 private:
  double control_mean_ = 0;
  double difference_ = 0;
  VarianceComponents control_;
  VarianceComponents treatment_;
  VarianceComponents differences_;
  double world_users_;
  double treatments_;
};

/// An effect to plan for: a share of the control's mean, or a difference in the metric's units.
struct PlannedEffect {
  double value = 0.01;
  bool relative = true;
};

/// Returns the chance that a true effect of this size is found after so many sessions.
double planned_power(const Forecast& forecast, PlannedDesign design, const PlannedEffect& effect,
                     double sessions, double alpha);

/// Returns the smallest effect that is found with `power` after so many sessions, relative or
/// absolute; absent when there is none. The inverse of planned_power.
std::optional<double> smallest_effect(const Forecast& forecast, PlannedDesign design, bool relative,
                                      double sessions, double alpha, double power);

/// Returns the smallest number of sessions, up to 10^12, after which planned_power is `power`.
/// Absent when no number of sessions of the same users is enough.
std::optional<double> sessions_needed(const Forecast& forecast, PlannedDesign design,
                                      const PlannedEffect& effect, double alpha, double power);

/// Returns the same for a test whose alpha depends on the sessions, as that of intervals that hold
/// at every look does. `alpha_after` must fall so slowly that the power rises with the sessions.
std::optional<double> sessions_needed(const Forecast& forecast, PlannedDesign design,
                                      const PlannedEffect& effect,
                                      const std::function<double(double)>& alpha_after,
                                      double power);

/// Returns the smallest number of sessions, up to 10^12, after which the interval of the effect is
/// expected to reach no further than `half_width` to either side, if the effect is what it was in
/// the pilot. Absent when no number of sessions of the same users is enough.
std::optional<double> sessions_for_width(const Forecast& forecast, PlannedDesign design,
                                         const PlannedEffect& half_width,
                                         const std::function<double(double)>& alpha_after);

}  // namespace reprise
