// What a sweep prints: the answer, then the ranking with how sure it is, in monospaced text that
// fits a terminal.
#pragma once

#include <string>

#include "reports/console/console_table.h"
#include "reports/results/sweep_results.h"

namespace reprise {

/// The answer, the first places of the ranking (all of them where every_metric is set), which cells
/// failed and why, and warnings. Effect, lower and upper in percent of the control's mean. Names
/// are shown harmless, and shortened where they would not fit. No line is wider than the width;
/// parameters that do not fit beside each other continue below. Lines end in "\n". Pure, safe to
/// call from any thread.
std::string write_sweep_table(const SweepResults& sweep, const ConsoleTableOptions& options = {});

}  // namespace reprise
