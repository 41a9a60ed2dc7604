// report.md: a run as a page for a pull request. The answer comes first, then the figures behind
// it, then how to make them again.
#pragma once

#include <string>

#include "reports/figures/drawn_figures.h"
#include "reports/results/results.h"

namespace reprise {

/// The page, in GitHub's Markdown, which looks for the files of the figures beside itself. Text
/// from configs is shown as it was written, never interpreted. The command that reproduces the run
/// takes the config.yaml of the same directory. Pure, safe to call from any thread.
std::string write_markdown_report(const Results& results, const DrawnFigures& figures = {});

}  // namespace reprise
