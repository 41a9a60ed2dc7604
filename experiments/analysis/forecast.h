// What an experiment of another size would know: from a pilot's users, the variances that its
// comparison would have after any number of sessions, in either design.
#pragma once

#include <optional>
#include <string>

#include "experiments/metrics/user_values.h"
#include "experiments/statistics/relative_effect.h"
#include "experiments/statistics/variance_components.h"

namespace reprise {

enum class PlannedDesign { paired, split };

/// Of one treatment beside the control on one metric. Immutable.
class Forecast {
 public:
  /// From users who played both (a paired pilot) or, for a split alone, from some who played one
  /// and some who played the other. `world_users` is how many there are to be drawn, `treatments`
  /// over how many treatments a split deals them. Both have users.
  Forecast(const UserValues& control, const UserValues& treatment, double world_users,
           double treatments);

  double control_mean() const { return control_mean_; }

  /// What the comparison would be made of after so many sampled sessions (at least one; in a paired
  /// design each is played under every treatment, in a split under one).
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

/// An effect to plan for: a share of the control's mean, or in the metric's units.
struct PlannedEffect {
  double value = 0.01;
  bool relative = true;
};

/// The chance that a true effect of that size is found after so many sessions.
double planned_power(const Forecast& forecast, PlannedDesign design, const PlannedEffect& effect,
                     double sessions, double alpha);

/// The smallest effect found with `power` after so many sessions, relative or absolute; absent
/// where there is none. The inverse of planned_power.
std::optional<double> smallest_effect(const Forecast& forecast, PlannedDesign design, bool relative,
                                      double sessions, double alpha, double power);

/// The fewest sessions after which planned_power is `power`, up to 10^12; absent where more
/// sessions of the same users never are enough.
std::optional<double> sessions_needed(const Forecast& forecast, PlannedDesign design,
                                      const PlannedEffect& effect, double alpha, double power);

}  // namespace reprise
