#include "experiments/simulation/engine/treatment.h"

namespace reprise {
namespace {

// Returns the recommender's YAML in one line. The name `sentence` is left out, because users may
// leave it out too.
std::string sentence_of(const RecommenderRecipe& recipe) {
  const Node* inside = recipe.name == "sentence" ? recipe.resolved.find("sentence") : nullptr;
  return flow_yaml(inside == nullptr ? recipe.resolved : *inside);
}

// Aborts unless the made recommender agrees with its declaration, because other code relies on the
// declaration before the recommender is made.
void check_declared(const std::string& name, const Capabilities& declared, const Build& build) {
  REPRISE_CHECK(declared.learns == !build.learners.empty(),
                "'{}' has {} learners, but {} that it learns", name, build.learners.size(),
                declared.learns ? "declares" : "does not declare");
  REPRISE_CHECK(declared.asks_service == build.service.has_value(),
                "'{}' {} a service, but {} that it asks one", name, build.service ? "has" : "lacks",
                declared.asks_service ? "declares" : "does not declare");
  REPRISE_CHECK(declared.privileged || build.nearest_needs.empty(),
                "'{}' asks {} times for nearest tracks, but does not declare that it is privileged",
                name, build.nearest_needs.size());
}

}  // namespace

Treatment make_treatment(std::string name, const RecommenderRecipe& recipe, const World& world,
                         const NearestTracks& nearest, const Models* models,
                         const Progress& progress) {
  Build build(world, nearest, models);
  build.progress = progress;
  build.treatment = name;
  Treatment treatment;
  treatment.recommender = recipe.make(build);
  Capabilities capabilities = recipe.declared;
  capabilities |= build.found;
  check_declared(name, capabilities, build);
  treatment.name = std::move(name);
  treatment.recommender_name = recipe.name;
  treatment.sentence = sentence_of(recipe);
  treatment.nearest_needs = std::move(build.nearest_needs);
  treatment.model_lists = std::move(build.model_lists);
  treatment.capabilities = capabilities;
  treatment.warnings = std::move(build.warnings);
  treatment.scratch = std::move(build.scratch);
  treatment.learners = std::move(build.learners);
  treatment.observers = std::move(build.observers);
  treatment.service = build.service;
  treatment.asked_at_once = build.asked_at_once;
  treatment.world_remembers_users = remembers_users(world);
  treatment.untold = std::move(build.untold);
  return treatment;
}

}  // namespace reprise
