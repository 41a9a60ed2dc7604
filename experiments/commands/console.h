// How commands show results: the console's tables, and where the report is.
#pragma once

#include <filesystem>
#include <string>

#include "reports/console/console_table.h"

namespace reprise {

/// Options for standard output: in colours where a person looks on and NO_COLOR does not forbid it.
ConsoleTableOptions console_options(bool every_metric);

/// On standard error: why there are no figures, unless that is empty, and where the report is.
void print_report_place(const std::string& no_figures, const std::filesystem::path& report,
                        bool quiet = false);

}  // namespace reprise
