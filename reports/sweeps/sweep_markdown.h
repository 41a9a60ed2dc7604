// report.md of a sweep, as a page for a pull request: the answer first, then the ranking behind it,
// then how to make it again.
#pragma once

#include <string>

#include "reports/figures/drawn_figures.h"
#include "reports/results/sweep_results.h"

namespace reprise {

/// The page, in GitHub's Markdown, which looks for the files of the figures beside itself. Text
/// from configs is shown as it was written, never interpreted. The command that reproduces the
/// sweep takes the config.yaml of the same directory. Pure, safe to call from any thread.
std::string write_sweep_markdown(const SweepResults& sweep, const DrawnFigures& figures = {});

}  // namespace reprise
