// Generates the users of a synthetic world: what they like, and how they listen.
#pragma once

#include "sim/generator/popularity.h"
#include "sim/generator/recipe.h"
#include "sim/world/world.h"

namespace reprise {

/// Adds recipe.users users to `data`, whose tracks must be there. With more users, the first ones
/// stay the same.
///
/// Presets 2023 and 2025: three interests each, drawn by popularity; draw_preset_response().
///
/// Preset 2026: 1 + Binomial(5, 1/2) interests, bias U(0, 0.5), sharpness U(4, 15). Interests are
/// chains of kindred artists, as upstream's sim/data/users.py makes them with the help of a
/// language model: an interest is by an artist of the genre of the one before; with a chance of the
/// user's own, U(0.25, 0.75), it begins a new chain, drawn by popularity. Where the tracks' genres
/// are not known, each begins one.
void generate_users(WorldData& data, const Popularity& popularity, const WorldRecipe& recipe);

}  // namespace reprise
