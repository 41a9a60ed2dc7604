// Estimators that weigh a step by the product of the session's weights. They follow the policy to
// wherever it leads, and their variance grows as sessions get longer. Precup, Sutton and Singh,
// "Eligibility traces for off-policy policy evaluation", 2000.
#include <algorithm>

#include "experiments/evaluation/sums_over_users.h"

namespace reprise {
namespace {

constexpr double kTruncation = 10;  // products are cut here

void per_decision(const OffPolicyProblem& of, OffPolicyEstimate& estimate) {
  const auto product = of.weights.product();
  mean_over_sessions(
      of.log, [&](std::uint64_t k) { return product[k] * of.rewards.reward[k]; }, estimate);
}

void truncated(const OffPolicyProblem& of, OffPolicyEstimate& estimate) {
  const auto product = of.weights.product();
  mean_over_sessions(
      of.log,
      [&](std::uint64_t k) { return std::min(product[k], kTruncation) * of.rewards.reward[k]; },
      estimate);
}

void self_normalised_per_decision(const OffPolicyProblem& of, OffPolicyEstimate& estimate) {
  const auto product = of.weights.product();
  sum_of_ratios(
      of.log, [&](std::uint64_t k) { return product[k]; },
      [&](std::uint64_t k) { return of.rewards.reward[k]; }, estimate);
}

// Returns the product of the whole session and the sum of its rewards, for each session.
template <class Visit>
void for_each_session(const OffPolicyProblem& of, Visit visit) {
  const auto product = of.weights.product();
  for (std::size_t session = 0; session < of.log.n_sessions(); ++session) {
    const std::uint64_t end = of.log.begin[session + 1];
    double sum = 0;
    for (std::uint64_t k = of.log.begin[session]; k < end; ++k) sum += of.rewards.reward[k];
    visit(of.log.user[session], end == of.log.begin[session] ? 1.0 : product[end - 1], sum);
  }
}

void trajectory(const OffPolicyProblem& of, OffPolicyEstimate& estimate) {
  const auto n = static_cast<double>(of.log.n_sessions());
  for_each_session(of, [&](std::uint32_t user, double weight, double sum) {
    estimate.value += weight * sum / n;
    estimate.influence[user] += weight * sum / n;
  });
  for (const std::uint32_t user : of.log.user) estimate.influence[user] -= estimate.value / n;
}

void self_normalised_trajectory(const OffPolicyProblem& of, OffPolicyEstimate& estimate) {
  double weights = 0;
  double values = 0;
  for_each_session(of, [&](std::uint32_t, double weight, double sum) {
    weights += weight;
    values += weight * sum;
  });
  if (!(weights > 0)) {
    estimate.refusal = "the log shows none of the policy's sessions";
    return;
  }
  estimate.value = values / weights;
  for_each_session(of, [&](std::uint32_t user, double weight, double sum) {
    estimate.influence[user] += weight * (sum - estimate.value) / weights;
  });
}

const OffPolicyEstimatorRegistration registrations[] = {
    OffPolicyEstimatorRegistration({"per_decision_is", 50,
                                    "sum over steps of the product of weights so far times r", true,
                                    false, per_decision}),
    OffPolicyEstimatorRegistration({"sn_per_decision_is", 51,
                                    "the same, the products of a place divided by their mean", true,
                                    false, self_normalised_per_decision}),
    OffPolicyEstimatorRegistration({"truncated_per_decision_is", 52,
                                    "per_decision_is with products cut at 10", true, false,
                                    truncated}),
    OffPolicyEstimatorRegistration(
        {"trajectory_is", 53, "product of all weights of a session times the sum of its rewards",
         true, false, trajectory}),
    OffPolicyEstimatorRegistration({"sn_trajectory_is", 54,
                                    "the same, the products divided by their mean", true, false,
                                    self_normalised_trajectory})};

}  // namespace
}  // namespace reprise
