// Writes offline numbers, and what they are worth, as JSON.
#pragma once

#include <string>

#include "reports/results/evaluation_results.h"

namespace reprise {

/// Return one JSON object with a line end; absent values are null. Pure.
std::string write_evaluation_json(const EvaluationResults& results);
std::string write_offline_json(const OfflineNumbers& numbers);

}  // namespace reprise
