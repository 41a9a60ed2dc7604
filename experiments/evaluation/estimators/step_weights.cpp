// Estimators that weigh each step by itself. They take the places to which sessions come, and the
// lengths of sessions, from the log: a policy that leads elsewhere is seen only through its choices
// there.
#include <algorithm>

#include "experiments/evaluation/ratios_by_place.h"

namespace reprise {
namespace {

// Weights are cut here; Ionides, "Truncated importance sampling", 2008. The value of ope.md.
constexpr double kTruncation = 5;
// Of Metelli, Russo and Restelli, "Subgaussian and differentiable importance sampling", 2021.
constexpr double kSubGaussian = 0.1;

constexpr auto reward = [](const StepBlock& block, std::size_t k) { return block.reward[k]; };

void step_is(const StepBlock& block, std::span<double> terms) {
  for (std::size_t k = 0; k < terms.size(); ++k) terms[k] = block.weight[k] * block.reward[k];
}

std::unique_ptr<RatioEstimate> self_normalised(const LoggedSessions& log) {
  return ratios_by_place(
      log, [](const StepBlock& block, std::size_t k) { return block.weight[k]; }, reward);
}

void truncated(const StepBlock& block, std::span<double> terms) {
  for (std::size_t k = 0; k < terms.size(); ++k) {
    terms[k] = std::min(block.weight[k], kTruncation) * block.reward[k];
  }
}

void sub_gaussian(const StepBlock& block, std::span<double> terms) {
  for (std::size_t k = 0; k < terms.size(); ++k) {
    const double w = block.weight[k];
    terms[k] = w / (1 - kSubGaussian + kSubGaussian * w) * block.reward[k];
  }
}

// Li et al., "Unbiased offline evaluation of contextual-bandit-based news article recommendation
// algorithms", 2011. A step counts where the policy is sure to name the logged track.
std::unique_ptr<RatioEstimate> replay(const LoggedSessions& log) {
  return ratios_by_place(
      log,
      [](const StepBlock& block, std::size_t k) { return block.target[k] > 1 - 1e-9 ? 1.0 : 0.0; },
      reward, "the policy is nowhere sure to make the logged choice");
}

const OffPolicyEstimatorRegistration registrations[] = {
    OffPolicyEstimatorRegistration({.name = "step_is",
                                    .place = 30,
                                    .help = "sum of w r over a session's steps, each by itself",
                                    .of_steps = step_is}),
    OffPolicyEstimatorRegistration({.name = "sn_step_is",
                                    .place = 31,
                                    .help = "the same, the weights of a place divided by their "
                                            "mean",
                                    .ratios = self_normalised}),
    OffPolicyEstimatorRegistration({.name = "truncated_step_is",
                                    .place = 32,
                                    .help = "step_is with weights cut at 5",
                                    .of_steps = truncated}),
    OffPolicyEstimatorRegistration({.name = "sub_gaussian_step_is",
                                    .place = 33,
                                    .help = "step_is with w / (1 - 0.1 + 0.1 w) in the place of w",
                                    .of_steps = sub_gaussian}),
    OffPolicyEstimatorRegistration({.name = "replay",
                                    .place = 34,
                                    .help = "mean reward of the steps where the policy is sure to "
                                            "do as logged",
                                    .ratios = replay})};

}  // namespace
}  // namespace reprise
