// Declares the traits of users once: for `users:` of a world, which changes them, and for
// `defaults:` of its files, which fills them in. The limits are those of users.json.
#pragma once

#include <type_traits>

#include "sim/support/parameters/parameters.h"
#include "sim/world/world.h"

namespace reprise {

struct TraitDeclaration {
  const char* name;
  const char* help;
  Limits limits;
};

inline constexpr TraitDeclaration kInterestNeighbours{
    "interest_neighbours",
    "first tracks are drawn among so many neighbours of an interest",
    {.min = 1, .max = 1e9}};
inline constexpr TraitDeclaration kSessionBudget{
    "session_budget", "leave draws until a session ends", {.min = 1, .max = 1e9}};
inline constexpr TraitDeclaration kConsumeBias{
    "consume_bias", "the score at which half a track is listened to", {.min = -1e9, .max = 1e9}};
inline constexpr TraitDeclaration kConsumeSharpness{
    "consume_sharpness", "the slope of the logistic there", {.min = 0, .max = 1e9}};
inline constexpr TraitDeclaration kArtistDiscountGamma{
    "artist_discount_gamma",
    "factor per earlier playback of a track's artist",
    {.min = 0, .max = 1}};

/// Replaces the traits that `given` has; its members have the names of the traits and are optional.
template <class Given>
void replace_traits(UserTraits& traits, const Given& given) {
  const auto replace = [](auto& trait, const auto& value) {
    if (value) trait = static_cast<std::remove_reference_t<decltype(trait)>>(*value);
  };
  replace(traits.interest_neighbours, given.interest_neighbours);
  replace(traits.session_budget, given.session_budget);
  replace(traits.consume_bias, given.consume_bias);
  replace(traits.consume_sharpness, given.consume_sharpness);
  replace(traits.artist_discount_gamma, given.artist_discount_gamma);
}

}  // namespace reprise
