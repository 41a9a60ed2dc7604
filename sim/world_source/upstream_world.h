// Opens a world with every trait that the Python simulator plays, to reproduce its traces.
#pragma once

#include "sim/world_source/world_source.h"

namespace reprise {

/// Does the same as open_world, but also takes traits in users.json that experiments refuse, such
/// as a session budget below 1: TraitLimits::upstream.
OpenWorld open_upstream_world(const WorldSource& source, const std::filesystem::path& cache,
                              const Progress& progress = {});

}  // namespace reprise
