// Writes the report of a run on a page of any kind: the answer first, then its details, then how to
// make the run again.
#pragma once

#include "reports/figures/drawn_figures.h"
#include "reports/pages/page.h"
#include "reports/results/results.h"

namespace reprise {

/// Writes the whole report. Text from configs is shown as it was written, never interpreted. The
/// command that reproduces the run takes the config.yaml of the same directory. Safe to call from
/// any thread, if each has a page of its own.
void write_run_page(Page& page, const Results& results, const DrawnFigures& figures);

}  // namespace reprise
