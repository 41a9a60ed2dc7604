#include "experiments/evaluation/off_policy_estimator.h"

#include <cmath>

#include "experiments/evaluation/sums_over_users.h"
#include "experiments/statistics/student_t.h"

namespace reprise {
namespace {

// `sum_of_squares` is that of the users' influences.
OffPolicyInterval interval(double value, double sum_of_squares, std::size_t users, double alpha) {
  const auto n = static_cast<double>(users);
  const double variance = users > 1 ? sum_of_squares * n / (n - 1) : 0;
  const StudentInterval student = student_interval(value, std::sqrt(variance), n - 1, alpha);
  return {student.estimate, student.standard_error, student.lower, student.upper};
}

// Returns whether value and variance are numbers, with room for those of differences.
bool adds_up(const OffPolicyEstimate& estimate) {
  constexpr double kMost = 1e150;
  double squares = 0;
  for (const double influence : estimate.influence) squares += influence * influence;
  return std::abs(estimate.value) < kMost && squares < kMost * kMost;
}

}  // namespace

OffPolicyEstimate estimate_off_policy(const OffPolicyEstimator& estimator,
                                      const OffPolicyProblem& problem) {
  OffPolicyEstimate estimate;
  estimate.influence.resize(problem.log.n_users, 0.0);
  if (problem.log.n_sessions() == 0) {
    estimate.refusal = "the log has no sessions";
  } else if (estimator.needs_model && problem.rewards.predicted.empty()) {
    estimate.refusal = "there is no model of the rewards";
  } else {
    estimator.estimate(problem, estimate);
    if (estimate.refusal.empty() && !adds_up(estimate)) {
      estimate.refusal = "the weights are too large to add up";
    }
  }
  return estimate;
}

OffPolicyInterval interval_of(const OffPolicyEstimate& estimate, double alpha) {
  double squares = 0;
  for (const double influence : estimate.influence) squares += influence * influence;
  return interval(estimate.value, squares, estimate.influence.size(), alpha);
}

OffPolicyInterval difference_of(const OffPolicyEstimate& treatment,
                                const OffPolicyEstimate& control, double alpha) {
  double squares = 0;
  for (std::size_t user = 0; user < treatment.influence.size(); ++user) {
    const double difference = treatment.influence[user] - control.influence[user];
    squares += difference * difference;
  }
  return interval(treatment.value - control.value, squares, treatment.influence.size(), alpha);
}

OffPolicyEstimate logged_value(const LoggedSessions& log, std::span<const double> reward) {
  OffPolicyEstimate estimate;
  estimate.influence.resize(log.n_users, 0.0);
  mean_over_sessions(
      log, [&](std::uint64_t k) { return reward[k]; }, estimate);
  return estimate;
}

}  // namespace reprise
