// Writes the report of listening logs on a page of any kind.
#pragma once

#include <string>

#include "reports/figures/drawn_figures.h"
#include "reports/pages/page.h"
#include "reports/results/listens_summary.h"

namespace reprise {

/// Writes what was used and what was not, who listens and how, and the command that makes the
/// report again. Names of artists, tracks and files are shown as the log has them, never
/// interpreted. Safe to call from any thread, if each has a page of its own.
void write_listens_page(Page& page, const ListensSummary& summary, const DrawnFigures& figures,
                        const std::string& command);

}  // namespace reprise
