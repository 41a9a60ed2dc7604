// Makes a world by the recipe, filling in whatever the given files left out.
#pragma once

#include "sim/generator/recipe.h"
#include "sim/world/world.h"

namespace reprise {

/// Completes `data`: tracks when it has none, embeddings when it has none, users when it has none.
/// What is there stays as it is (real artists keep their tracks and ids, real users their
/// interests, which then decide the popularity). Runs on all threads of the TBB arena; the result
/// does not depend on them. The popularity list is not made here: see top_tracks.h.
void generate_world(WorldData& data, const WorldRecipe& recipe);

}  // namespace reprise
