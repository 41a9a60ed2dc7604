#include "experiments/simulation/engine/treatment.h"

namespace reprise {
namespace {

// A sentence is shown without its name, as it may be written.
std::string sentence_of(const RecommenderRecipe& recipe) {
  const Node* inside = recipe.name == "sentence" ? recipe.resolved.find("sentence") : nullptr;
  return flow_yaml(inside == nullptr ? recipe.resolved : *inside);
}

}  // namespace

Treatment make_treatment(std::string name, const RecommenderRecipe& recipe, const World& world,
                         const NearestTracks& nearest, const Models* models,
                         const Progress& progress) {
  Build build(world, nearest, models);
  build.progress = progress;
  Treatment treatment;
  treatment.recommender = recipe.make(build);
  treatment.name = std::move(name);
  treatment.recommender_name = recipe.name;
  treatment.sentence = sentence_of(recipe);
  treatment.nearest_needs = std::move(build.nearest_needs);
  treatment.needs_history = build.needs_history;
  treatment.observes_latent_state = build.observes_latent_state;
  treatment.privileged = build.privileged;
  treatment.warnings = std::move(build.warnings);
  treatment.scratch = std::move(build.scratch);
  treatment.learners = std::move(build.learners);
  treatment.observers = std::move(build.observers);
  treatment.service = build.service;
  return treatment;
}

}  // namespace reprise
