// Finds the log files that a directory holds, as services leave them there.
#pragma once

#include <string>
#include <vector>

namespace reprise {

/// Returns the paths with each directory replaced by its logs, in order of their names:
/// DIR/*/data.json, one for each replica of a service; where there is none, every data.json below
/// DIR. Rotated and packed logs (data.json.1, data.json.gz) are logs, too. Throws UserError for a
/// directory without any.
std::vector<std::string> log_files(const std::vector<std::string>& paths);

}  // namespace reprise
