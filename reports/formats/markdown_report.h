// Writes report.md, which shows a run as a page for a pull request. The answer comes first, then
// the numbers behind the answer, then the command that makes them again.
#pragma once

#include <string>

#include "reports/figures/drawn_figures.h"
#include "reports/results/results.h"

namespace reprise {

/// Returns the page in GitHub's Markdown. The page links the files of the figures, relative to its
/// own directory. Text from configs is shown as it was written, never interpreted. The command that
/// reproduces the run takes the config.yaml of the same directory. Pure, safe to call from any
/// thread.
std::string write_markdown_report(const Results& results, const DrawnFigures& figures = {});

}  // namespace reprise
