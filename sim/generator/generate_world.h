// Generates a world by the recipe, or those parts of a world that the given files lack.
#pragma once

#include "sim/generator/recipe.h"
#include "sim/world/world.h"

namespace reprise {

/// Completes `data`: generates tracks, embeddings and users, each if there are none. Existing data
/// stay as they are: real artists keep their tracks and ids, real users their interests, which then
/// decide the popularity. Runs on all threads of the TBB arena; the result does not depend on their
/// number. The popularity list is not made here: see top_tracks.h.
void generate_world(WorldData& data, const WorldRecipe& recipe);

}  // namespace reprise
