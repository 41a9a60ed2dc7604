// Finds runs again: those that lie in a directory, at any depth. The directories are the truth;
// nothing is kept elsewhere.
#pragma once

#include <filesystem>
#include <vector>

#include "reports/several/listed_runs.h"

namespace reprise {

/// Returns the runs below `directory`, and that directory itself if it is one, in the order of
/// their paths. A run is a directory with results.json, or with a config.yaml of a run that is not
/// complete. The cells of sweeps are runs, too. Links are not followed. A results.json that cannot
/// be read makes a run "damaged". Throws UserError if there is no such directory.
std::vector<ListedRun> found_runs(const std::filesystem::path& directory);

}  // namespace reprise
