// What the report of a sweep says, on whatever page: the answer first, then the ranking behind it,
// then how to make it again.
#pragma once

#include "reports/figures/drawn_figures.h"
#include "reports/pages/page.h"
#include "reports/results/sweep_results.h"

namespace reprise {

/// All of it. Text from configs is shown as it was written, never interpreted. The command that
/// reproduces the sweep takes the config.yaml of the same directory. Safe to call from any thread,
/// a page each.
void write_sweep_page(Page& page, const SweepResults& sweep, const DrawnFigures& figures);

}  // namespace reprise
