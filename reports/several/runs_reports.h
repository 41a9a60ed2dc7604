// Writes reports of several runs side by side, with one row per run and treatment.
#pragma once

#include <string>
#include <vector>

#include "reports/console/console_table.h"
#include "reports/figures/drawn_figures.h"
#include "reports/results/results.h"

namespace reprise {

/// Returns a page in GitHub's Markdown that links the figures (see runs_figure.h). Text from
/// configs is shown as it was written, never interpreted. Pure, safe to call from any thread, as
/// are the other functions.
std::string write_comparison_markdown(const std::vector<Results>& runs,
                                      const DrawnFigures& figures);

/// Returns the same report as one self-contained HTML file.
std::string write_comparison_html(const std::vector<Results>& runs, const DrawnFigures& figures);

/// Returns the same report in monospaced text that fits a terminal, as write_console_table does.
/// The option every_metric has no effect. Lines end in "\n".
std::string write_comparison_table(const std::vector<Results>& runs,
                                   const ConsoleTableOptions& options = {});

}  // namespace reprise
