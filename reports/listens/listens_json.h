// Writes what logs of listening say as JSON, for programs.
#pragma once

#include <string>

#include "reports/results/listens_summary.h"

namespace reprise {

/// Returns one JSON object, indented, with a line end. Its keys are those of ListensSummary;
/// `left_out` has the reasons that occur. Names of tracks and artists are not in it. Pure, safe to
/// call from any thread.
std::string write_listens_json(const ListensSummary& summary);

}  // namespace reprise
