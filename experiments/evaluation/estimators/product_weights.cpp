// Estimators that weigh a step by the product of the session's weights. They follow the policy to
// wherever it leads, and their variance grows as sessions get longer. Precup, Sutton and Singh,
// "Eligibility traces for off-policy policy evaluation", 2000.
#include <algorithm>

#include "experiments/evaluation/ratios_by_place.h"

namespace reprise {
namespace {

constexpr double kTruncation = 10;  // products are cut here

void per_decision(const StepBlock& block, std::span<double> terms) {
  for (std::size_t k = 0; k < terms.size(); ++k) terms[k] = block.product[k] * block.reward[k];
}

void truncated(const StepBlock& block, std::span<double> terms) {
  for (std::size_t k = 0; k < terms.size(); ++k) {
    terms[k] = std::min(block.product[k], kTruncation) * block.reward[k];
  }
}

std::unique_ptr<RatioEstimate> self_normalised_per_decision(const LoggedSessions& log) {
  return ratios_of_products(log,
                            [](const StepBlock& block, std::size_t k) { return block.reward[k]; });
}

void trajectory(const StepBlock& block, std::span<double> terms) {
  for (std::size_t session = 0; session < terms.size(); ++session) {
    terms[session] = block.last_product[session] * block.total_reward[session];
  }
}

// The mean reward of sessions, weighted by their products.
class WeightedSessions final : public RatioEstimate {
 public:
  void add(const StepBlock& block) override {
    for (std::size_t session = 0; session < block.n_sessions(); ++session) {
      weights_ += block.last_product[session];
      values_ += block.last_product[session] * block.total_reward[session];
    }
  }
  std::string settle() override {
    return weights_ > 0 ? "" : "the log shows none of the policy's sessions";
  }
  double value() const override { return values_ / weights_; }
  void influence(const StepBlock& block, std::span<double> of_steps,
                 std::span<double> of_sessions) const override {
    std::fill(of_steps.begin(), of_steps.end(), 0.0);
    for (std::size_t session = 0; session < block.n_sessions(); ++session) {
      of_sessions[session] =
          block.last_product[session] * (block.total_reward[session] - value()) / weights_;
    }
  }

 private:
  double weights_ = 0;
  double values_ = 0;
};

std::unique_ptr<RatioEstimate> self_normalised_trajectory(const LoggedSessions&) {
  return std::make_unique<WeightedSessions>();
}

const OffPolicyEstimatorRegistration registrations[] = {
    OffPolicyEstimatorRegistration({.name = "per_decision_is",
                                    .place = 50,
                                    .help = "sum over steps of the product of weights so far "
                                            "times r",
                                    .of_steps = per_decision}),
    OffPolicyEstimatorRegistration({.name = "sn_per_decision_is",
                                    .place = 51,
                                    .help = "the same, the products of a place divided by their "
                                            "mean",
                                    .ratios = self_normalised_per_decision}),
    OffPolicyEstimatorRegistration({.name = "truncated_per_decision_is",
                                    .place = 52,
                                    .help = "per_decision_is with products cut at 10",
                                    .of_steps = truncated}),
    OffPolicyEstimatorRegistration({.name = "trajectory_is",
                                    .place = 53,
                                    .help = "product of all weights of a session times the sum of "
                                            "its rewards",
                                    .of_sessions = trajectory}),
    OffPolicyEstimatorRegistration({.name = "sn_trajectory_is",
                                    .place = 54,
                                    .help = "the same, the products divided by their mean",
                                    .ratios = self_normalised_trajectory})};

}  // namespace
}  // namespace reprise
