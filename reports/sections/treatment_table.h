// A table of one row per treatment, which most sections have.
#pragma once

#include <string>
#include <vector>

#include "reports/pages/page.h"
#include "reports/sections/reported_run.h"

namespace reprise {

/// The first column, in reading order, of the treatments for which `has` is true. Safe to call from
/// any thread, a page each.
PageTable treatment_table(const Page& page, const ReportedRun& run,
                          bool (*has)(const TreatmentResult&));

/// Adds a column of one text a row under a heading (markup); false, and no column, where all are
/// empty. Safe to call from any thread, a table each.
bool add_column(PageTable& table, const std::string& heading,
                const std::vector<std::string>& texts);

}  // namespace reprise
