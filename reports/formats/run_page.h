// What the report of a run says, on whatever page: the answer first, then what stands behind it,
// then how to make it again.
#pragma once

#include "reports/figures/drawn_figures.h"
#include "reports/pages/page.h"
#include "reports/results/results.h"

namespace reprise {

/// All of it. Text from configs is shown as it was written, never interpreted. The command that
/// reproduces the run takes the config.yaml of the same directory. Safe to call from any thread, a
/// page each.
void write_run_page(Page& page, const Results& results, const DrawnFigures& figures);

}  // namespace reprise
