#include "experiments/fitting/trust/recovered_parameters.h"

#include <algorithm>
#include <cmath>

namespace reprise {

void RecoveredParameters::Sums::add(double truth, double fitted) {
  ++n;
  x += truth;
  y += fitted;
  xx += truth * truth;
  yy += fitted * fitted;
  xy += truth * fitted;
  squares += (fitted - truth) * (fitted - truth);
}

void RecoveredParameters::Sums::add(double truth, double fitted, double error) {
  add(truth, fitted);
  constexpr double kNormal95 = 1.959963984540054;
  ++stated;
  stated_squares += error * error;
  if (std::abs(fitted - truth) <= kNormal95 * error) ++covered;
}

double RecoveredParameters::Sums::beyond_stated() const {
  return n > 0 ? std::max(0.0, (squares - stated_squares) / static_cast<double>(n)) : 0;
}

FitRecovery RecoveredParameters::Sums::result(const char* name) const {
  const auto count = static_cast<double>(std::max<std::uint64_t>(n, 1));
  const double spread = (xx - x * x / count) * (yy - y * y / count);
  FitRecovery recovery;
  recovery.name = name;
  recovery.n = n;
  recovery.error = std::sqrt(squares / count);
  if (spread > 0) recovery.correlation = (xy - x * y / count) / std::sqrt(spread);
  if (stated > 0) recovery.coverage = static_cast<double>(covered) / static_cast<double>(stated);
  return recovery;
}

void RecoveredParameters::add(const FitTrial& trial) {
  const FittedModel& model = trial.fit.model;
  for (std::size_t user = 0; user < trial.log.n_users(); ++user) {
    const FittedListener& truth = trial.truth.listeners[user];
    const FittedListener& fitted = model.listeners[user];
    bias_.add(truth.bias, fitted.bias, fitted.bias_error);
    sharpness_.add(std::log(truth.sharpness), std::log(fitted.sharpness),
                   fitted.log_sharpness_error);
    for (const TrackId interest : truth.interests) {
      const auto& own = fitted.interests;
      ++interests_;
      if (std::find(own.begin(), own.end(), interest) != own.end()) ++found_;
    }
  }
  for (std::size_t s = 0; s < trial.log.sessions.size(); ++s) {
    const FittingSession& session = trial.log.sessions[s];
    for (std::uint64_t i = session.begin; i < session.end; ++i) {
      const FittingStep& step = trial.log.steps[i];
      if (step.use != StepUse::held_out) continue;
      shares_.add(trial.truth.share(session.user, trial.interest_of[s], step.track, step.earlier),
                  model.share(session.user, trial.fit.interest_of[s], step.track, step.earlier));
    }
  }
  if (trial.fit.knows_discount) {
    discount_.add(trial.truth.discount, model.discount, model.discount_error);
  }
}

std::vector<FitRecovery> RecoveredParameters::recoveries() const {
  std::vector<FitRecovery> result = {bias_.result("consume_bias"),
                                     sharpness_.result("log of consume_sharpness")};
  if (discount_.n > 0) result.push_back(discount_.result("artist_discount_gamma"));
  result.push_back(shares_.result("held-out shares"));
  FitRecovery& of_interests = result.emplace_back();
  of_interests.name = "interests";
  of_interests.n = interests_;
  of_interests.found =
      static_cast<double>(found_) / static_cast<double>(std::max<std::uint64_t>(interests_, 1));
  return result;
}

void RecoveredParameters::widen_errors(double widening, FittedModel& model) const {
  const double bias = bias_.beyond_stated() * widening * widening;
  const double sharpness = sharpness_.beyond_stated();
  for (FittedListener& listener : model.listeners) {
    listener.bias_error = std::sqrt(listener.bias_error * listener.bias_error + bias);
    listener.log_sharpness_error =
        std::sqrt(listener.log_sharpness_error * listener.log_sharpness_error + sharpness);
  }
}

}  // namespace reprise
