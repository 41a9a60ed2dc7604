#include "experiments/engine/arm.h"

namespace reprise {
namespace {

// `{anchor: first_track, candidates: {nearest: {top: 100}}}`: YAML on one line, as people write it.
std::string flow(const Node& node) {
  std::vector<std::string> parts;
  switch (node.kind) {
    case Node::Kind::null:
      return "";
    case Node::Kind::scalar:
      return node.scalar;
    case Node::Kind::sequence:
      for (const Node& item : node.items) parts.push_back(flow(item));
      return fmt::format("[{}]", fmt::join(parts, ", "));
    case Node::Kind::map:
      for (const Field& field : node.fields) {
        const bool empty = field.value.is_map() && field.value.fields.empty();
        if (empty && node.fields.size() == 1) return field.key;
        parts.push_back(fmt::format("{}: {}", field.key, flow(field.value)));
      }
      return fmt::format("{{{}}}", fmt::join(parts, ", "));
  }
  return "";
}

// A sentence is shown without its name, as it may be written.
std::string sentence_of(const RecommenderRecipe& recipe) {
  const Node* inside = recipe.name == "sentence" ? recipe.resolved.find("sentence") : nullptr;
  return flow(inside == nullptr ? recipe.resolved : *inside);
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
  return arm;
}

}  // namespace reprise
