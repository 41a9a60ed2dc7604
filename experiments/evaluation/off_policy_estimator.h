// The registry of off-policy estimators: each says from one policy's log what another policy would
// be worth. An estimator is one new file.
#pragma once

#include <string>
#include <tuple>
#include <vector>

#include "experiments/evaluation/logged_sessions.h"
#include "sim/support/registered.h"

namespace reprise {

/// The value of a policy, the mean over sessions of the sum of a session's rewards, as one
/// estimator sees it.
struct OffPolicyEstimate {
  double value = 0;
  // By user: the derivative of the value by the user's weight in the log, divided by the number of
  // users; the sum is 0. The variance of the value over logs of other users follows from it, and
  // that of a difference of two values of one log from the differences of their influences.
  std::vector<double> influence;
  // Why there is no value, in plain words; empty if there is one.
  std::string refusal;
};

/// What an estimator is given.
struct OffPolicyProblem {
  const LoggedSessions& log;
  const ImportanceWeights& weights;
  StepRewards rewards;
};

struct OffPolicyEstimator {
  static constexpr const char* kind = "off-policy estimator";

  std::string name;
  int place = 0;             // in lists
  std::string help;          // the definition, in a line
  bool weighs = true;        // it weighs logged steps, so it cannot see what the log never shows
  bool needs_model = false;  // it uses predictions (StepRewards)
  // Fills in value and influence (n_users zeros before), or refusal. The log has a session. Pure.
  void (*estimate)(const OffPolicyProblem& problem, OffPolicyEstimate& estimate) = nullptr;

  std::tuple<int, const std::string&> order() const { return {place, name}; }
};

using OffPolicyEstimatorRegistration = EntryRegistration<OffPolicyEstimator>;

/// Returns all estimators, by place.
inline const std::vector<OffPolicyEstimator>& off_policy_estimators() {
  return Registered<OffPolicyEstimator>::instance().all();
}

/// Estimates. Refuses where the estimator needs a model and there is none, and where the log has no
/// session. Thread-safe.
OffPolicyEstimate estimate_off_policy(const OffPolicyEstimator& estimator,
                                      const OffPolicyProblem& problem);

/// The interval of a value or of a difference, by Student's t over users.
struct OffPolicyInterval {
  double value = 0;
  double standard_error = 0;
  double lower = 0;
  double upper = 0;
};

/// Returns the interval of an estimate at confidence 1 - alpha. The estimate is not refused. Pure.
OffPolicyInterval interval_of(const OffPolicyEstimate& estimate, double alpha);

/// Returns the interval of `treatment` minus `control`, both estimated from one log: what their
/// estimates share cancels. Pure.
OffPolicyInterval difference_of(const OffPolicyEstimate& treatment,
                                const OffPolicyEstimate& control, double alpha);

/// Returns the value of the logging policy itself: the plain mean of the log. Pure.
OffPolicyEstimate logged_value(const LoggedSessions& log, std::span<const double> reward);

}  // namespace reprise
