#include "experiments/analysis/required_sessions.h"

#include <cmath>

#include "experiments/analysis/forecast.h"

namespace reprise {

void set_required_sessions(Effect& effect, const Prepared& prepared, const UserValues& control,
                           const UserValues& treatment) {
  constexpr double kPower = 0.8;
  const double size = std::abs(effect.difference);
  const bool known = effect.significant || effect.equivalent;
  if (known || !(size > 0) || control.users.size() < 3 || treatment.users.size() < 3) {
    return;
  }
  const bool split = !prepared.assignment.empty();
  if (!split && control.users != treatment.users) return;
  const Forecast forecast(control, treatment, static_cast<double>(prepared.world().users.size()),
                          static_cast<double>(prepared.treatments.size()), *prepared.estimator);
  // The level at which this comparison is tested among the others of its metric is that of its
  // interval.
  effect.required_sessions =
      sessions_needed(forecast, split ? PlannedDesign::split : PlannedDesign::paired, {size, false},
                      1 - effect.confidence, kPower);
  effect.no_size_suffices = !effect.required_sessions;
}

}  // namespace reprise
