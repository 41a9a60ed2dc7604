// Writes the directory of an evaluation: `reprise evaluate --out DIR`.
#pragma once

#include <filesystem>
#include <string>

#include "reports/results/evaluation_results.h"

namespace reprise {

/// Writes report.html, report.md and their figures, and evaluation.json last, so that a directory
/// that has it is complete. `command` is the one that makes the directory again. Returns the reason
/// why there are no figures; empty if there are. Throws UserError when a file cannot be written.
std::string write_evaluation(const std::filesystem::path& directory,
                             const EvaluationResults& results, const std::string& command);

}  // namespace reprise
