// A world of a few tracks and users, for readers that look up ids in a world.
#pragma once

#include "sim/world/world.h"

namespace reprise {

/// The world has 20 tracks of 5 artists in 2 genres, 4 dimensions, the users 0 to 5, and one user
/// of each odd kind.
const WorldData& small_catalog_data();
const World& small_catalog();

}  // namespace reprise
