#include "sim/world/added_user.h"

#include <algorithm>

#include <fmt/format.h>

#include "sim/support/check.h"
#include "sim/support/fingerprint.h"

namespace reprise {

World with_added_user(const World& world, std::int64_t id, const UserTraits& traits,
                      const std::vector<TrackId>& interests) {
  const Users& users = world.users;
  REPRISE_CHECK(!interests.empty(), "user {} without interests", id);
  REPRISE_CHECK(std::find(users.ids.begin(), users.ids.end(), id) == users.ids.end(),
                "user {} is there already", id);
  struct Storage {
    std::shared_ptr<const void> shared;
    std::vector<std::int64_t> ids;
    std::vector<std::uint64_t> interests_begin;
    std::vector<TrackId> interests;
  };
  auto storage = std::make_shared<Storage>();
  storage->shared = world.storage;
  storage->ids.assign(users.ids.begin(), users.ids.end());
  storage->ids.push_back(id);
  storage->interests_begin.assign(users.interests_begin.begin(), users.interests_begin.end());
  storage->interests.assign(users.interests_flat.begin(), users.interests_flat.end());
  for (const TrackId interest : interests) {
    REPRISE_CHECK(interest < world.catalog.n_tracks(), "interest {} of {} tracks", interest,
                  world.catalog.n_tracks());
    storage->interests.push_back(interest);
  }
  storage->interests_begin.push_back(storage->interests.size());
  std::vector<UserTraits> all(users.traits.begin(), users.traits.end());
  all.push_back(traits);
  World added = world;
  added.user_model = nullptr;
  added.users = {};
  added.users.ids = storage->ids;
  added.users.interests_begin = storage->interests_begin;
  added.users.interests_flat = storage->interests;
  added.fingerprint =
      fingerprint128(fmt::format("{} with user {} of {}", world.fingerprint, id,
                                 fingerprint128(std::as_bytes(std::span(interests)))));
  added.storage = std::move(storage);
  return with_traits(added, std::move(all));
}

}  // namespace reprise
