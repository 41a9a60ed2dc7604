// Estimates of one policy's metric by every registered estimator, and whether the log supports
// them.
#pragma once

#include <optional>
#include <string>

#include "experiments/evaluation/off_policy_estimator.h"
#include "reports/results/evaluation_results.h"

namespace reprise {

/// The largest share of choices without support with which weights are still used: what they miss
/// is then at most so much of the policy.
inline constexpr double kMostUnsupported = 0.01;

/// Returns the share of the policy's choices that the log could not show: what the mean weight
/// lacks to 1; absent where that is no more than chance (three standard errors). Pure.
std::optional<double> unsupported_share(const ImportanceWeights& weights);

/// Returns why weights cannot be used where the log could not show this share; else "". Pure.
std::string unsupported_text(const std::optional<double>& share);

/// Returns what every estimator says of the metric, with intervals at confidence 1 - alpha.
/// Estimators that weigh refuse where `unsupported` is not empty. `beside` is what each session has
/// beside its steps, such as its first track. Thread-safe.
OfflineMetric estimates_of(const std::string& metric, const OffPolicyProblem& problem,
                           const std::string& unsupported, double beside, double alpha);

}  // namespace reprise
