// Writes offline numbers, and what they are worth, for terminals.
#pragma once

#include <string>

#include "reports/results/evaluation_results.h"

namespace reprise {

/// Returns the verdicts and the trust tables of the largest logs. Pure.
std::string write_evaluation_console(const EvaluationResults& results, int width, bool colour);

/// Returns the estimates of every policy from one log. Pure.
std::string write_offline_console(const OfflineNumbers& numbers, int width, bool colour);

}  // namespace reprise
