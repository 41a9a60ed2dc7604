// Finds the log files that a directory holds, as services and runs leave them there.
#pragma once

#include <string>
#include <vector>

namespace reprise {

/// Returns the paths with each directory replaced by its logs, in order of their names:
///   - of a service, DIR/*/data.json, one for each replica; where there is none, every data.json
///     below DIR. Rotated and packed logs (data.json.1, data.json.gz) are logs, too;
///   - of a run of reprise, at DIR or below it, the data.json that it wrote.
/// Logs of two runs, or of a run and of a service, are never put together: throws UserError that
/// names them (ten at most), and UserError for a directory without any log.
std::vector<std::string> log_files(const std::vector<std::string>& paths);

}  // namespace reprise
