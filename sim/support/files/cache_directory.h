// Where what can be computed again is kept between runs.
#pragma once

#include <filesystem>

namespace reprise {

/// $REPRISE_CACHE, else $XDG_CACHE_HOME/reprise, else ~/.cache/reprise; empty (keep nothing) when
/// none of them is known.
std::filesystem::path cache_directory();

}  // namespace reprise
