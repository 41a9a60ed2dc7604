// Doubly robust estimators of each step by itself: a model's expectation, corrected by the weighted
// errors of the model on the log. Dudik, Langford and Li, "Doubly robust policy evaluation and
// learning", 2011.
#include <algorithm>

#include "experiments/evaluation/ratios_by_place.h"

namespace reprise {
namespace {

// The correction is left out for larger weights; Wang, Agarwal and Dudik, "Optimal and adaptive
// off-policy evaluation in contextual bandits", 2017. The value of ope.md.
constexpr double kSwitch = 2;
// Of Su et al., "Doubly robust off-policy evaluation with shrinkage", 2020. The value of ope.md.
constexpr double kShrinkage = 1;

void direct(const StepBlock& block, std::span<double> terms) {
  std::copy(block.expected.begin(), block.expected.end(), terms.begin());
}

// Sets each step's term to its expectation plus weight(w) times the model's error.
template <class Weight>
void corrected(const StepBlock& block, Weight weight, std::span<double> terms) {
  for (std::size_t k = 0; k < terms.size(); ++k) {
    terms[k] = block.expected[k] + weight(block.weight[k]) * block.error[k];
  }
}

void doubly_robust(const StepBlock& block, std::span<double> terms) {
  corrected(
      block, [](double w) { return w; }, terms);
}

std::unique_ptr<RatioEstimate> self_normalised(const LoggedSessions& log) {
  return ratios_by_place(
      log, [](const StepBlock& block, std::size_t k) { return block.weight[k]; },
      [](const StepBlock& block, std::size_t k) { return block.error[k]; });
}

void switching(const StepBlock& block, std::span<double> terms) {
  corrected(
      block, [](double w) { return w <= kSwitch ? w : 0; }, terms);
}

void shrunk(const StepBlock& block, std::span<double> terms) {
  corrected(
      block, [](double w) { return kShrinkage * w / (w * w + kShrinkage); }, terms);
}

const OffPolicyEstimatorRegistration registrations[] = {
    OffPolicyEstimatorRegistration({.name = "direct_step",
                                    .place = 20,
                                    .help = "the model's expectation of each step, no weights",
                                    .weighs = false,
                                    .needs_model = true,
                                    .of_steps = direct}),
    OffPolicyEstimatorRegistration({.name = "step_dr",
                                    .place = 40,
                                    .help = "direct_step, corrected by the weighted errors of the "
                                            "model",
                                    .needs_model = true,
                                    .of_steps = doubly_robust}),
    OffPolicyEstimatorRegistration({.name = "sn_step_dr",
                                    .place = 41,
                                    .help = "the same, the weights of a place divided by their "
                                            "mean",
                                    .needs_model = true,
                                    .of_steps = direct,
                                    .ratios = self_normalised}),
    OffPolicyEstimatorRegistration({.name = "switch_step_dr",
                                    .place = 42,
                                    .help = "step_dr, corrected only where w is at most 2",
                                    .needs_model = true,
                                    .of_steps = switching}),
    OffPolicyEstimatorRegistration({.name = "shrunk_step_dr",
                                    .place = 43,
                                    .help = "step_dr with w / (w w + 1) in the place of w",
                                    .needs_model = true,
                                    .of_steps = shrunk})};

}  // namespace
}  // namespace reprise
