// Writes a fit as JSON, for programs: fit.json.
#pragma once

#include <string>

#include "reports/results/fit_summary.h"

namespace reprise {

/// Returns one JSON object, indented, with a line end. Its keys are those of FitSummary; numbers
/// that are not finite are null. Pure, safe to call from any thread.
std::string write_fit_json(const FitSummary& summary);

}  // namespace reprise
