// Writes report.md of a sweep, as a page for a pull request: the answer first, then the ranking
// behind the answer, then the command that makes the sweep again.
#pragma once

#include <string>

#include "reports/figures/drawn_figures.h"
#include "reports/results/sweep_results.h"

namespace reprise {

/// Returns the page in GitHub's Markdown. The page links the files of the figures, relative to its
/// own directory. Text from configs is shown as it was written, never interpreted. The command that
/// reproduces the sweep takes the config.yaml of the same directory. Pure, safe to call from any
/// thread.
std::string write_sweep_markdown(const SweepResults& sweep, const DrawnFigures& figures = {});

}  // namespace reprise
