// A world with some of another world's users.
#pragma once

#include <vector>

#include "sim/world/world.h"

namespace reprise {

/// Returns the same world with these users alone, in this order, each at most once, under their own
/// ids. Everything else is shared; the popularity list stays as it was. The fingerprint is a hash
/// of the world's and of `users`. Pure.
World with_kept_users(const World& world, const std::vector<UserIndex>& users);

}  // namespace reprise
