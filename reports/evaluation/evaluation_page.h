// Writes the page of what offline numbers are worth.
#pragma once

#include <string>
#include <vector>

#include "reports/figures/drawn_figures.h"
#include "reports/pages/page.h"
#include "reports/results/evaluation_results.h"

namespace reprise {

/// Returns the scripts of the page's figures: one for each logging policy and shown number. Pure.
std::vector<FigureScript> evaluation_figures(const EvaluationResults& results);

/// Writes which number to trust, the figures, and the trust table of each logging policy and size
/// of log. `command` makes the page again.
void write_evaluation_page(Page& page, const EvaluationResults& results,
                           const DrawnFigures& figures, const std::string& command);

}  // namespace reprise
