// Shows results in the way of all commands: the console's tables, and the place of the report.
#pragma once

#include <filesystem>
#include <string>

#include "reports/console/console_table.h"

namespace reprise {

/// Returns the options for tables on standard output. Tables are in colour when standard output is
/// a terminal and NO_COLOR is not set. The answer is in one line when it is none.
ConsoleTableOptions console_options(bool every_metric);

/// Prints on standard error the reason why there are no figures, unless that is empty, and the
/// place of the report. If not `quiet`, an empty line stands before it.
void print_report_place(const std::string& no_figures, const std::filesystem::path& report,
                        bool quiet = false);

}  // namespace reprise
