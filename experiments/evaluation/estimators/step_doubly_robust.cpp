// Doubly robust estimators of each step by itself: a model's expectation, corrected by the weighted
// errors of the model on the log. Dudik, Langford and Li, "Doubly robust policy evaluation and
// learning", 2011.
#include "experiments/evaluation/sums_over_users.h"

namespace reprise {
namespace {

// The correction is left out for larger weights; Wang, Agarwal and Dudik, "Optimal and adaptive
// off-policy evaluation in contextual bandits", 2017. The value of ope.md.
constexpr double kSwitch = 2;
// Of Su et al., "Doubly robust off-policy evaluation with shrinkage", 2020. The value of ope.md.
constexpr double kShrinkage = 1;

// The mean of expectation plus weight(w) (reward - prediction).
template <class Weight>
void corrected(const OffPolicyProblem& of, Weight weight, OffPolicyEstimate& estimate) {
  const auto w = of.weights.step();
  const StepRewards& rewards = of.rewards;
  mean_over_sessions(
      of.log,
      [&](std::uint64_t k) {
        return rewards.expected[k] + weight(w[k]) * (rewards.reward[k] - rewards.predicted[k]);
      },
      estimate);
}

void direct(const OffPolicyProblem& of, OffPolicyEstimate& estimate) {
  mean_over_sessions(
      of.log, [&](std::uint64_t k) { return of.rewards.expected[k]; }, estimate);
}

void doubly_robust(const OffPolicyProblem& of, OffPolicyEstimate& estimate) {
  corrected(
      of, [](double w) { return w; }, estimate);
}

void self_normalised(const OffPolicyProblem& of, OffPolicyEstimate& estimate) {
  const auto w = of.weights.step();
  OffPolicyEstimate correction;
  correction.influence.resize(estimate.influence.size(), 0.0);
  add_ratios_by_place(
      of.log, [&](std::uint64_t k) { return w[k]; },
      [&](std::uint64_t k) { return of.rewards.reward[k] - of.rewards.predicted[k]; }, correction);
  if (!correction.refusal.empty()) {
    estimate.refusal = correction.refusal;
    return;
  }
  direct(of, estimate);
  estimate.value += correction.value;
  for (std::size_t user = 0; user < estimate.influence.size(); ++user) {
    estimate.influence[user] += correction.influence[user];
  }
}

void switching(const OffPolicyProblem& of, OffPolicyEstimate& estimate) {
  corrected(
      of, [](double w) { return w <= kSwitch ? w : 0; }, estimate);
}

void shrunk(const OffPolicyProblem& of, OffPolicyEstimate& estimate) {
  corrected(
      of, [](double w) { return kShrinkage * w / (w * w + kShrinkage); }, estimate);
}

const OffPolicyEstimatorRegistration registrations[] = {
    OffPolicyEstimatorRegistration({"direct_step", 20,
                                    "the model's expectation of each step, no weights", false, true,
                                    direct}),
    OffPolicyEstimatorRegistration({"step_dr", 40,
                                    "direct_step, corrected by the weighted errors of the model",
                                    true, true, doubly_robust}),
    OffPolicyEstimatorRegistration({"sn_step_dr", 41,
                                    "the same, the weights of a place divided by their mean", true,
                                    true, self_normalised}),
    OffPolicyEstimatorRegistration({"switch_step_dr", 42,
                                    "step_dr, corrected only where w is at most 2", true, true,
                                    switching}),
    OffPolicyEstimatorRegistration({"shrunk_step_dr", 43,
                                    "step_dr with w / (w w + 1) in the place of w", true, true,
                                    shrunk})};

}  // namespace
}  // namespace reprise
