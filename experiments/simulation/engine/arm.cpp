#include "experiments/simulation/engine/arm.h"

namespace reprise {
namespace {

// A sentence is shown without its name, as it may be written.
std::string sentence_of(const RecommenderRecipe& recipe) {
  const Node* inside = recipe.name == "sentence" ? recipe.resolved.find("sentence") : nullptr;
  return flow_yaml(inside == nullptr ? recipe.resolved : *inside);
}

}  // namespace

Arm make_arm(std::string name, const RecommenderRecipe& recipe, const World& world,
             const NearestTracks& nearest, const Models* models, const Progress& progress) {
  Build build(world, nearest, models);
  build.progress = progress;
  Arm arm;
  arm.recommender = recipe.make(build);
  arm.name = std::move(name);
  arm.recommender_name = recipe.name;
  arm.sentence = sentence_of(recipe);
  arm.nearest_needs = std::move(build.nearest_needs);
  arm.needs_history = build.needs_history;
  arm.needs_hidden = build.needs_hidden;
  arm.oracle_side = build.oracle_side;
  arm.warnings = std::move(build.warnings);
  arm.scratch = std::move(build.scratch);
  arm.learners = std::move(build.learners);
  arm.observers = std::move(build.observers);
  arm.service = build.service;
  return arm;
}

}  // namespace reprise
