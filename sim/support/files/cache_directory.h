// Finds the cache directory, which keeps files that can be computed again from run to run.
#pragma once

#include <filesystem>

namespace reprise {

/// Returns $REPRISE_CACHE, else $XDG_CACHE_HOME/reprise, else ~/.cache/reprise. Returns an empty
/// path, which means that nothing is kept, when none of the three is known.
std::filesystem::path cache_directory();

}  // namespace reprise
