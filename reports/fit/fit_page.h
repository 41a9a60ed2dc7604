// Writes the report of a fit on a page of any kind.
#pragma once

#include <string>

#include "reports/figures/drawn_figures.h"
#include "reports/pages/page.h"
#include "reports/results/fit_summary.h"

namespace reprise {

/// Writes how far the world can be trusted, what it is, whether it describes the log, whether it
/// would have told the truth, and the command that makes the report again. Safe to call from any
/// thread, if each has a page of its own.
void write_fit_page(Page& page, const FitSummary& summary, const DrawnFigures& figures,
                    const std::string& command);

}  // namespace reprise
