// Doubly robust estimators of whole sessions: a model of the rewards that are still to come,
// corrected step by step. Jiang and Li, "Doubly robust off-policy value evaluation for
// reinforcement learning", 2016, in the form of a sum: what is expected at the first step, plus at
// each step the product of weights times the error of the model there. Self-normalised: Thomas and
// Brunskill, "Data-efficient off-policy policy evaluation for reinforcement learning", 2016.
#include "experiments/evaluation/ratios_by_place.h"

namespace reprise {
namespace {

constexpr double kSwitch = 10;  // larger products correct nothing

void expected_at_first(const StepBlock& block, std::span<double> terms) {
  for (std::size_t session = 0; session < terms.size(); ++session) {
    const std::uint32_t first = block.begin[session];
    terms[session] = first < block.begin[session + 1] ? block.expected_to_go[first] : 0;
  }
}

void corrections(const StepBlock& block, std::span<double> terms) {
  for (std::size_t k = 0; k < terms.size(); ++k) {
    terms[k] = block.product[k] * block.error_to_go[k];
  }
}

std::unique_ptr<RatioEstimate> self_normalised(const LoggedSessions& log) {
  return ratios_of_products(
      log, [](const StepBlock& block, std::size_t k) { return block.error_to_go[k]; });
}

void switching(const StepBlock& block, std::span<double> terms) {
  for (std::size_t k = 0; k < terms.size(); ++k) {
    const double product = block.product[k];
    terms[k] = (product <= kSwitch ? product : 0) * block.error_to_go[k];
  }
}

const OffPolicyEstimatorRegistration registrations[] = {
    OffPolicyEstimatorRegistration({.name = "fitted_q",
                                    .place = 10,
                                    .help = "the model's expectation of whole sessions, no weights",
                                    .weighs = false,
                                    .needs_model = true,
                                    .of_sessions = expected_at_first}),
    OffPolicyEstimatorRegistration({.name = "sequential_dr",
                                    .place = 60,
                                    .help = "fitted_q, corrected by the errors of the model "
                                            "weighted by the products so far",
                                    .needs_model = true,
                                    .of_steps = corrections,
                                    .of_sessions = expected_at_first}),
    OffPolicyEstimatorRegistration({.name = "sn_sequential_dr",
                                    .place = 61,
                                    .help = "the same, the products of a place divided by their "
                                            "mean",
                                    .needs_model = true,
                                    .of_sessions = expected_at_first,
                                    .ratios = self_normalised}),
    OffPolicyEstimatorRegistration({.name = "switch_sequential_dr",
                                    .place = 62,
                                    .help = "sequential_dr, corrected only where the product is at "
                                            "most 10",
                                    .needs_model = true,
                                    .of_steps = switching,
                                    .of_sessions = expected_at_first})};

}  // namespace
}  // namespace reprise
