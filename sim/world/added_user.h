// A world with one user more.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/world/world.h"

namespace reprise {

/// Returns the same world with one more user, the last one. The id must be new, and the interests
/// (at least one) tracks of the world. Everything else is shared; the popularity list stays as it
/// was, and the user model, if any, is left out, because models are made for the users of a world.
/// Pure.
World with_added_user(const World& world, std::int64_t id, const UserTraits& traits,
                      const std::vector<TrackId>& interests);

}  // namespace reprise
