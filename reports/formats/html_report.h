// Writes report.html of a run. It has the content of report.md and its figures in one file.
#pragma once

#include <string>

#include "reports/figures/drawn_figures.h"
#include "reports/results/results.h"

namespace reprise {

/// Returns the file, which needs no other file and fetches nothing. Text from configs is shown as
/// it was written, never interpreted. Pure, safe to call from any thread.
std::string write_html_report(const Results& results, const DrawnFigures& figures = {});

}  // namespace reprise
