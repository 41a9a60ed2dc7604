// Writes the directory of listening logs that were read: `reprise listens --out DIR`.
#pragma once

#include <filesystem>
#include <string>

#include "experiments/listens/read_listens.h"
#include "experiments/listens/track_lengths.h"
#include "reports/results/listens_summary.h"

namespace reprise {

/// Writes report.html, report.md and their figures, the files of write_plays(), and listens.json
/// last, so that a directory that has it is complete. `command` is the one that makes the directory
/// again. Returns the reason why there are no figures; empty if there are figures. Throws UserError
/// when a file cannot be written.
std::string write_listens(const std::filesystem::path& directory, const ListeningLog& log,
                          const TrackLengths& lengths, const ListensSummary& summary,
                          const std::string& command);

}  // namespace reprise
