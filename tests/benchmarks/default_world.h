// The default world, opened once for all benchmarks.
#pragma once

#include "sim/support/files/cache_directory.h"
#include "sim/world_source/world_source.h"

namespace reprise {

/// Returns the default world: 50 000 tracks of 100 dimensions, read from the cache when it is
/// there.
inline OpenWorld& default_world() {
  static OpenWorld open = open_world(read_world_source(Node{}), cache_directory());
  return open;
}

}  // namespace reprise
