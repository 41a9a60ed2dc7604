// Writes the table of effects and means on some metrics, with all explanations that a reader needs.
#pragma once

#include <string>
#include <vector>

#include "reports/pages/page.h"
#include "reports/sections/reported_run.h"

namespace reprise {

/// Writes a row per metric and treatment, then how the intervals were made, then units and notes.
/// Safe to call from any thread, if each has a page of its own.
void write_metric_table(Page& page, const ReportedRun& run,
                        const std::vector<std::string>& metrics);

/// Writes a paragraph with the units of the metrics that have one; nothing if no metric has a unit.
/// Safe to call from any thread, if each has a page of its own.
void say_units(Page& page, const ReportedRun& run, const std::vector<std::string>& metrics);

}  // namespace reprise
