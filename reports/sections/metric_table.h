// The table of effects and means on some metrics, with what a reader needs to understand it.
#pragma once

#include <string>
#include <vector>

#include "reports/pages/page.h"
#include "reports/sections/reported_run.h"

namespace reprise {

/// A row per metric and treatment, how its intervals were made, units and notes. Safe to call from
/// any thread, a page each.
void write_metric_table(Page& page, const ReportedRun& run,
                        const std::vector<std::string>& metrics);

/// The units of those metrics that have one, in a paragraph; nothing where none has. Safe to call
/// from any thread, a page each.
void say_units(Page& page, const ReportedRun& run, const std::vector<std::string>& metrics);

}  // namespace reprise
