// Reports of several runs side by side, one row per run and treatment.
#pragma once

#include <string>
#include <vector>

#include "reports/console/console_table.h"
#include "reports/figures/drawn_figures.h"
#include "reports/results/results.h"

namespace reprise {

/// A page in GitHub's Markdown, which links the figures (those of runs_figure.h). Text from configs
/// is shown as it was written, never interpreted. Pure, safe to call from any thread, as are the
/// others.
std::string write_comparison_markdown(const std::vector<Results>& runs,
                                      const DrawnFigures& figures);

/// The same as one self-contained HTML file.
std::string write_comparison_html(const std::vector<Results>& runs, const DrawnFigures& figures);

/// The same in monospaced text that fits a terminal, as write_console_table does; every_metric is
/// not looked at. Lines end in "\n".
std::string write_comparison_table(const std::vector<Results>& runs,
                                   const ConsoleTableOptions& options = {});

}  // namespace reprise
