#include "sim/world_source/user_defaults.h"

namespace reprise {

const Parameters<UserDefaults>& UserDefaults::parameters() {
  // The limits are those of users.json.
  static const Parameters<UserDefaults> declared =
      Parameters<UserDefaults>("defaults")
          .add("interest_neighbours", &UserDefaults::interest_neighbours,
               "first tracks are drawn among so many neighbours of an interest",
               {.min = 1, .max = 1e9})
          .otherwise("10")
          .add("session_budget", &UserDefaults::session_budget, "leave draws until a session ends",
               {.min = 1, .max = 1e9})
          .otherwise("5")
          .add("consume_bias", &UserDefaults::consume_bias,
               "the score at which half a track is listened to", {.min = -1e9, .max = 1e9})
          .otherwise("5.0")
          .add("consume_sharpness", &UserDefaults::consume_sharpness,
               "the slope of the logistic there", {.min = 0, .max = 1e9})
          .otherwise("1.0")
          .add("artist_discount_gamma", &UserDefaults::artist_discount_gamma,
               "factor per earlier playback of a track's artist", {.min = 0, .max = 1})
          .otherwise("0.8");
  return declared;
}

UserTraits UserDefaults::traits() const {
  UserTraits traits;
  const auto replace = [](auto& trait, const auto& value) {
    if (value) trait = static_cast<std::remove_reference_t<decltype(trait)>>(*value);
  };
  replace(traits.interest_neighbours, interest_neighbours);
  replace(traits.session_budget, session_budget);
  replace(traits.consume_bias, consume_bias);
  replace(traits.consume_sharpness, consume_sharpness);
  replace(traits.artist_discount_gamma, artist_discount_gamma);
  return traits;
}

}  // namespace reprise
