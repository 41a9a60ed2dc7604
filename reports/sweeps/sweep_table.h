// Writes the text that a sweep prints: the answer, then the ranking with its intervals. It is
// monospaced text that fits a terminal.
#pragma once

#include <string>

#include "reports/console/console_table.h"
#include "reports/results/sweep_results.h"

namespace reprise {

/// Returns the answer, the first places of the ranking (all places if every_metric is set), the
/// failed cells with their errors, and the warnings. Effect, lower and upper are in percent of the
/// control's mean. Names are made harmless, and shortened if they would not fit. No line is wider
/// than the width; parameters that do not fit beside each other continue below. Lines end in "\n".
/// Pure, safe to call from any thread.
std::string write_sweep_table(const SweepResults& sweep, const ConsoleTableOptions& options = {});

}  // namespace reprise
