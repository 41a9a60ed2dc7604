#include "sim/world_source/user_changes.h"

#include <fmt/format.h>

namespace reprise {

const Parameters<UserChanges>& UserChanges::parameters() {
  // The limits are those of users.json.
  static const Parameters<UserChanges> declared =
      Parameters<UserChanges>("users")
          .add("interest_neighbours", &UserChanges::interest_neighbours,
               "first tracks are drawn among so many neighbours of an interest",
               {.min = 1, .max = 1e9})
          .add("session_budget", &UserChanges::session_budget, "leave draws until a session ends",
               {.min = 1, .max = 1e9})
          .add("consume_bias", &UserChanges::consume_bias,
               "the score at which half a track is listened to", {.min = -1e9, .max = 1e9})
          .add("consume_bias_shift", &UserChanges::consume_bias_shift,
               "added to each user's bias: above 0, users are harder to please",
               {.min = -1e9, .max = 1e9})
          .add("consume_sharpness", &UserChanges::consume_sharpness,
               "the slope of the logistic there", {.min = 0, .max = 1e9})
          .add("consume_sharpness_factor", &UserChanges::consume_sharpness_factor,
               "multiplies each user's sharpness", {.min = 0, .max = 1e9})
          .add("artist_discount_gamma", &UserChanges::artist_discount_gamma,
               "factor per earlier playback of a track's artist", {.min = 0, .max = 1});
  return declared;
}

World with_user_changes(const World& world, const UserChanges& changes) {
  const auto replace = [](auto& trait, const auto& value) {
    if (value) trait = static_cast<std::remove_reference_t<decltype(trait)>>(*value);
  };
  std::vector<UserTraits> traits(world.users.traits.begin(), world.users.traits.end());
  for (UserTraits& user : traits) {
    replace(user.interest_neighbours, changes.interest_neighbours);
    replace(user.session_budget, changes.session_budget);
    replace(user.consume_bias, changes.consume_bias);
    replace(user.consume_sharpness, changes.consume_sharpness);
    replace(user.artist_discount_gamma, changes.artist_discount_gamma);
    user.consume_bias += changes.consume_bias_shift;
    user.consume_sharpness *= changes.consume_sharpness_factor;
  }
  return with_traits(world, std::move(traits));
}

}  // namespace reprise
