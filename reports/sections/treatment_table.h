// Makes a table with one row per treatment. Most sections have such a table.
#pragma once

#include <string>
#include <vector>

#include "reports/pages/page.h"
#include "reports/sections/reported_run.h"

namespace reprise {

/// Returns a table with its first column: the treatments for which `has` is true, in reading order.
/// Safe to call from any thread, if each has a page of its own.
PageTable treatment_table(const Page& page, const ReportedRun& run,
                          bool (*has)(const TreatmentResult&));

/// Adds a column with one text per row, under a heading (markup). If all texts are empty, adds no
/// column and returns false. Safe to call from any thread, if each has a table of its own.
bool add_column(PageTable& table, const std::string& heading,
                const std::vector<std::string>& texts);

}  // namespace reprise
