#include "sim/world/kept_users.h"

#include <fmt/format.h>

#include "sim/support/check.h"
#include "sim/support/fingerprint.h"

namespace reprise {

World with_kept_users(const World& world, const std::vector<UserIndex>& users) {
  struct Storage {
    std::shared_ptr<const void> shared;
    std::vector<std::int64_t> ids;
    std::vector<std::uint64_t> interests_begin{0};
    std::vector<TrackId> interests;
  };
  auto storage = std::make_shared<Storage>();
  storage->shared = world.storage;
  std::vector<UserTraits> traits;
  for (const UserIndex user : users) {
    REPRISE_CHECK(user < world.users.size(), "user {} of {}", user, world.users.size());
    storage->ids.push_back(world.users.ids[user]);
    traits.push_back(world.users.traits[user]);
    const std::span<const TrackId> interests = world.users.interests(user);
    storage->interests.insert(storage->interests.end(), interests.begin(), interests.end());
    storage->interests_begin.push_back(storage->interests.size());
  }
  World kept = world;
  kept.users = {};
  kept.users.ids = storage->ids;
  kept.users.interests_begin = storage->interests_begin;
  kept.users.interests_flat = storage->interests;
  kept.fingerprint = fingerprint128(fmt::format("{} with users {}", world.fingerprint,
                                                fingerprint128(std::as_bytes(std::span(users)))));
  kept.storage = std::move(storage);
  return with_traits(kept, std::move(traits));
}

}  // namespace reprise
