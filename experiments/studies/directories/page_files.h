#pragma once

#include <filesystem>
#include <functional>

#include "reports/figures/drawn_figures.h"
#include "reports/pages/page.h"

namespace reprise {

/// Writes what `write` says as report.html and report.md, and the figures beside them. Calls
/// `write` once for each kind of page. Throws UserError when a file cannot be written. Safe to call
/// from any thread for directories of its own.
void write_page_files(const std::filesystem::path& directory, const DrawnFigures& figures,
                      const std::function<void(Page&)>& write);

}  // namespace reprise
