// Doubly robust estimators of whole sessions: a model of the rewards that are still to come,
// corrected step by step. Jiang and Li, "Doubly robust off-policy value evaluation for
// reinforcement learning", 2016; self-normalised: Thomas and Brunskill, "Data-efficient off-policy
// policy evaluation for reinforcement learning", 2016.
#include "experiments/evaluation/sums_over_users.h"

namespace reprise {
namespace {

constexpr double kSwitch = 10;  // larger products correct nothing

// The model's expectation at the session's first step.
void fitted_q(const OffPolicyProblem& of, OffPolicyEstimate& estimate) {
  std::size_t session = 0;
  mean_over_sessions(
      of.log,
      [&](std::uint64_t k) {
        while (of.log.begin[session + 1] <= k) ++session;
        return k == of.log.begin[session] ? of.rewards.expected_to_go[k] : 0;
      },
      estimate);
}

// Visits each step with the error of the model there: the reward, plus the model's expectation of
// the next step, minus its prediction at this one.
double error_at(const OffPolicyProblem& of, std::uint64_t k, std::uint64_t end) {
  const StepRewards& rewards = of.rewards;
  const double next = k + 1 < end ? rewards.expected_to_go[k + 1] : 0;
  return rewards.reward[k] + next - rewards.predicted_to_go[k];
}

// V(first step) + sum of product(k) error(k): the same as Jiang and Li's recursion.
template <class Product>
void corrected(const OffPolicyProblem& of, Product product, OffPolicyEstimate& estimate) {
  const auto n = static_cast<double>(of.log.n_sessions());
  double total = 0;
  for (std::size_t session = 0; session < of.log.n_sessions(); ++session) {
    const std::uint64_t begin = of.log.begin[session];
    const std::uint64_t end = of.log.begin[session + 1];
    double sum = begin < end ? of.rewards.expected_to_go[begin] : 0;
    for (std::uint64_t k = begin; k < end; ++k) sum += product(k) * error_at(of, k, end);
    total += sum;
    estimate.influence[of.log.user[session]] += sum / n;
  }
  estimate.value = total / n;
  for (const std::uint32_t user : of.log.user) estimate.influence[user] -= estimate.value / n;
}

void doubly_robust(const OffPolicyProblem& of, OffPolicyEstimate& estimate) {
  corrected(
      of, [product = of.weights.product()](std::uint64_t k) { return product[k]; }, estimate);
}

void switching(const OffPolicyProblem& of, OffPolicyEstimate& estimate) {
  corrected(
      of,
      [product = of.weights.product()](std::uint64_t k) {
        return product[k] <= kSwitch ? product[k] : 0;
      },
      estimate);
}

void self_normalised(const OffPolicyProblem& of, OffPolicyEstimate& estimate) {
  std::vector<double> errors(of.log.n_steps());
  for (std::size_t session = 0; session < of.log.n_sessions(); ++session) {
    const std::uint64_t end = of.log.begin[session + 1];
    for (std::uint64_t k = of.log.begin[session]; k < end; ++k) errors[k] = error_at(of, k, end);
  }
  OffPolicyEstimate correction;
  correction.influence.resize(estimate.influence.size(), 0.0);
  const auto product = of.weights.product();
  sum_of_ratios(
      of.log, [&](std::uint64_t k) { return product[k]; },
      [&](std::uint64_t k) { return errors[k]; }, correction);
  if (!correction.refusal.empty()) {
    estimate.refusal = correction.refusal;
    return;
  }
  fitted_q(of, estimate);
  estimate.value += correction.value;
  for (std::size_t user = 0; user < estimate.influence.size(); ++user) {
    estimate.influence[user] += correction.influence[user];
  }
}

const OffPolicyEstimatorRegistration registrations[] = {
    OffPolicyEstimatorRegistration({"fitted_q", 10,
                                    "the model's expectation of whole sessions, no weights", false,
                                    true, fitted_q}),
    OffPolicyEstimatorRegistration({"sequential_dr", 60,
                                    "fitted_q, corrected by the errors of the model weighted by "
                                    "the products so far",
                                    true, true, doubly_robust}),
    OffPolicyEstimatorRegistration({"sn_sequential_dr", 61,
                                    "the same, the products of a place divided by their mean", true,
                                    true, self_normalised}),
    OffPolicyEstimatorRegistration({"switch_sequential_dr", 62,
                                    "sequential_dr, corrected only where the product is at most 10",
                                    true, true, switching})};

}  // namespace
}  // namespace reprise
