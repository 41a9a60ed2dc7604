// Writes what logs of listening say as text for a terminal.
#pragma once

#include <string>

#include "reports/results/listens_summary.h"

namespace reprise {

/// Returns the accounts of the files, then plays, sessions, ends and lengths, then remarks. No line
/// is wider than `width` columns (at least 60), and no byte of a log reaches the terminal as a
/// control character. Pure, safe to call from any thread.
std::string write_listens_console(const ListensSummary& summary, int width = 80,
                                  bool colour = false);

}  // namespace reprise
