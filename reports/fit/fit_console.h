// Writes a fit as text for a terminal.
#pragma once

#include <string>

#include "reports/results/fit_summary.h"

namespace reprise {

/// Returns the answer first, then the parts of the user model, predictions, checks, and the
/// certificate. No line is wider than `width` columns (at least 60). Pure, safe to call from any
/// thread.
std::string write_fit_console(const FitSummary& summary, int width = 80, bool colour = false);

}  // namespace reprise
