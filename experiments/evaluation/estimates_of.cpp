#include "experiments/evaluation/estimates_of.h"

#include <algorithm>

#include <fmt/format.h>

#include "experiments/evaluation/off_policy_interval.h"

namespace reprise {

std::optional<double> unsupported_share(const ImportanceWeights& weights) {
  constexpr double kErrors = 3;
  const double lacking = 1 - weights.mean;
  if (lacking <= 0 || lacking <= kErrors * weights.standard_error) return std::nullopt;
  return lacking;
}

std::string unsupported_text(const std::optional<double>& share) {
  if (!share || *share <= kMostUnsupported) return {};
  return fmt::format("the log could never show {:.2g} % of what the policy would name",
                     100 * *share);
}

namespace {

// So many influences of users are held at a time: a log of a million users is read again for every
// eight estimators.
constexpr std::size_t kMostInfluences = std::size_t{1} << 23U;

OfflineEstimate shown(const OffPolicyEstimates& estimates, std::size_t i, double beside,
                      double alpha) {
  OfflineEstimate result;
  result.refusal = estimates[i].refusal;
  if (!result.refusal.empty()) return result;
  const OffPolicyInterval value = interval_of(estimates, i, alpha);
  result.value = value.value + beside;
  result.lower = value.lower + beside;
  result.upper = value.upper + beside;
  const OffPolicyInterval difference = difference_of(estimates, i, estimates, 0, alpha);
  result.difference = difference.value;
  result.difference_lower = difference.lower;
  result.difference_upper = difference.upper;
  return result;
}

}  // namespace

OfflineMetric estimates_of(const std::string& metric, const OffPolicyProblem& problem,
                           const std::string& unsupported, double beside, double alpha) {
  OfflineMetric result{metric, 0, {}};
  std::vector<const OffPolicyEstimator*> asked = {&logged_mean};
  std::vector<OfflineEstimate*> answers = {nullptr};
  result.estimates.reserve(off_policy_estimators().size());
  for (const OffPolicyEstimator& estimator : off_policy_estimators()) {
    OfflineEstimate& answer = result.estimates.emplace_back();
    answer.estimator = estimator.name;
    if (estimator.weighs && !unsupported.empty()) {
      answer.refusal = unsupported;
      continue;
    }
    asked.push_back(&estimator);
    answers.push_back(&answer);
  }
  const std::size_t at_once =
      std::max(std::size_t{2}, kMostInfluences / std::max(1U, problem.log.n_users));
  // The mean of the log is the first one each time, for the differences.
  for (std::size_t begin = 1; begin < asked.size(); begin += at_once) {
    std::vector<const OffPolicyEstimator*> some = {&logged_mean};
    for (std::size_t i = begin; i < std::min(begin + at_once, asked.size()); ++i) {
      some.push_back(asked[i]);
    }
    const OffPolicyEstimates estimates = estimate_off_policy(some, problem);
    result.logged = estimates[0].value + beside;
    for (std::size_t i = 1; i < some.size(); ++i) {
      OfflineEstimate& answer = *answers[begin + i - 1];
      const std::string name = answer.estimator;
      answer = shown(estimates, i, beside, alpha);
      answer.estimator = name;
    }
  }
  return result;
}

}  // namespace reprise
