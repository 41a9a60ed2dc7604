#include "experiments/evaluation/estimates_of.h"

#include <cmath>

#include <fmt/format.h>

namespace reprise {

std::optional<double> unsupported_share(const ImportanceWeights& weights) {
  if (weights.mean() >= 1) return std::nullopt;
  double squares = 0;
  for (const double weight : weights.step()) {
    squares += (weight - weights.mean()) * (weight - weights.mean());
  }
  const double error = std::sqrt(squares) / static_cast<double>(weights.step().size());
  constexpr double kErrors = 3;
  return 1 - weights.mean() > kErrors * error ? std::optional(1 - weights.mean()) : std::nullopt;
}

std::string unsupported_text(const std::optional<double>& share) {
  if (!share || *share <= kMostUnsupported) return {};
  return fmt::format("the log could never show {:.2g} % of what the policy would name",
                     100 * *share);
}

OfflineMetric estimates_of(const std::string& metric, const OffPolicyProblem& problem,
                           const std::string& unsupported, double beside, double alpha) {
  const OffPolicyEstimate logged = logged_value(problem.log, problem.rewards.reward);
  OfflineMetric result{metric, logged.value + beside, {}};
  for (const OffPolicyEstimator& estimator : off_policy_estimators()) {
    OfflineEstimate& shown = result.estimates.emplace_back();
    shown.estimator = estimator.name;
    if (estimator.weighs && !unsupported.empty()) {
      shown.refusal = unsupported;
      continue;
    }
    const OffPolicyEstimate estimate = estimate_off_policy(estimator, problem);
    shown.refusal = estimate.refusal;
    if (!estimate.refusal.empty()) continue;
    const OffPolicyInterval value = interval_of(estimate, alpha);
    shown.value = value.value + beside;
    shown.lower = value.lower + beside;
    shown.upper = value.upper + beside;
    const OffPolicyInterval difference = difference_of(estimate, logged, alpha);
    shown.difference = difference.value;
    shown.difference_lower = difference.lower;
    shown.difference_upper = difference.upper;
  }
  return result;
}

}  // namespace reprise
