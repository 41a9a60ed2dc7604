// Estimators that weigh each step by itself. They take the places to which sessions come, and the
// lengths of sessions, from the log: a policy that leads elsewhere is seen only through its choices
// there.
#include <algorithm>

#include "experiments/evaluation/sums_over_users.h"

namespace reprise {
namespace {

// Weights are cut here; Ionides, "Truncated importance sampling", 2008. The value of ope.md.
constexpr double kTruncation = 5;
// Of Metelli, Russo and Restelli, "Subgaussian and differentiable importance sampling", 2021.
constexpr double kSubGaussian = 0.1;

void step_is(const OffPolicyProblem& of, OffPolicyEstimate& estimate) {
  const auto w = of.weights.step();
  mean_over_sessions(
      of.log, [&](std::uint64_t k) { return w[k] * of.rewards.reward[k]; }, estimate);
}

void self_normalised(const OffPolicyProblem& of, OffPolicyEstimate& estimate) {
  const auto w = of.weights.step();
  add_ratios_by_place(
      of.log, [&](std::uint64_t k) { return w[k]; },
      [&](std::uint64_t k) { return of.rewards.reward[k]; }, estimate);
}

void truncated(const OffPolicyProblem& of, OffPolicyEstimate& estimate) {
  const auto w = of.weights.step();
  mean_over_sessions(
      of.log, [&](std::uint64_t k) { return std::min(w[k], kTruncation) * of.rewards.reward[k]; },
      estimate);
}

void sub_gaussian(const OffPolicyProblem& of, OffPolicyEstimate& estimate) {
  const auto w = of.weights.step();
  mean_over_sessions(
      of.log,
      [&](std::uint64_t k) {
        return w[k] / (1 - kSubGaussian + kSubGaussian * w[k]) * of.rewards.reward[k];
      },
      estimate);
}

// Li et al., "Unbiased offline evaluation of contextual-bandit-based news article recommendation
// algorithms", 2011. A step counts where the policy is sure to name the logged track.
void replay(const OffPolicyProblem& of, OffPolicyEstimate& estimate) {
  const auto w = of.weights.step();
  add_ratios_by_place(
      of.log, [&](std::uint64_t k) { return w[k] * of.log.propensity[k] > 1 - 1e-9 ? 1.0 : 0.0; },
      [&](std::uint64_t k) { return of.rewards.reward[k]; }, estimate);
  if (!estimate.refusal.empty()) {
    estimate.refusal = "the policy is nowhere sure to make the logged choice";
  }
}

const OffPolicyEstimatorRegistration registrations[] = {
    OffPolicyEstimatorRegistration({"step_is", 30,
                                    "sum of w r over a session's steps, each step by itself", true,
                                    false, step_is}),
    OffPolicyEstimatorRegistration({"sn_step_is", 31,
                                    "the same, the weights of a place divided by their mean", true,
                                    false, self_normalised}),
    OffPolicyEstimatorRegistration(
        {"truncated_step_is", 32, "step_is with weights cut at 5", true, false, truncated}),
    OffPolicyEstimatorRegistration({"sub_gaussian_step_is", 33,
                                    "step_is with w / (1 - 0.1 + 0.1 w) in the place of w", true,
                                    false, sub_gaussian}),
    OffPolicyEstimatorRegistration(
        {"replay", 34, "mean reward of the steps where the policy is sure to do as logged", true,
         false, replay})};

}  // namespace
}  // namespace reprise
