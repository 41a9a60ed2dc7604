// report.html of a sweep: what report.md says, with its figures, in one file to look at.
#pragma once

#include <string>

#include "reports/figures/drawn_figures.h"
#include "reports/results/sweep_results.h"

namespace reprise {

/// The file, which needs no other one and fetches nothing. Text from configs is shown as it was
/// written, never interpreted. Pure, safe to call from any thread.
std::string write_sweep_html(const SweepResults& sweep, const DrawnFigures& figures = {});

}  // namespace reprise
