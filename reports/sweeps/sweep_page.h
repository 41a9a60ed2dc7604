// Writes the report of a sweep on a page of any kind: the answer first, then the ranking behind the
// answer, then how to make the sweep again.
#pragma once

#include "reports/figures/drawn_figures.h"
#include "reports/pages/page.h"
#include "reports/results/sweep_results.h"

namespace reprise {

/// Writes the whole report. Text from configs is shown as it was written, never interpreted. The
/// command that reproduces the sweep takes the config.yaml of the same directory. Safe to call from
/// any thread, if each has a page of its own.
void write_sweep_page(Page& page, const SweepResults& sweep, const DrawnFigures& figures);

}  // namespace reprise
