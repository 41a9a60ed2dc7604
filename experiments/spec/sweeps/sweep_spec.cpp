#include "experiments/spec/sweeps/sweep_spec.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "reports/results/headline_metrics.h"

namespace reprise {
namespace {

const Parameters<SweepSpec>& declared() {
  static const Parameters<SweepSpec> parameters =
      Parameters<SweepSpec>("sweep")
          .add("method", &SweepSpec::method, "how cells are chosen")
          .otherwise("grid")
          .add(
              "parameters", &SweepSpec::parameters,
              "paths into this file and the values each takes: a list, {from, to, count, scale} or "
              "{choices: {name: value}}")
          .add("worlds", &SweepSpec::worlds,
               "seeds of generated worlds that every cell is played in; intervals are then over "
               "worlds")
          .add(
              "user_models", &SweepSpec::user_models,
              "models of users that every cell is played under, in each of its worlds: a list or a "
              "map of 'botify', maps of parts and YAML files; intervals are then over models")
          .add("rank_by", &SweepSpec::rank_by, "the metric whose effect ranks cells")
          .otherwise(std::string(kHeadlineMetric))
          .add("treatment", &SweepSpec::treatment, "whose effect ranks cells")
          .otherwise("the best of each cell");
  return parameters;
}

// Refuses a method that drops cells which do worse, if cells differ in the world: nobody chooses a
// world, so cells of one must not be dropped for those of another.
void check_dropping(const SweepSpec& sweep) {
  constexpr std::size_t kSomeCells = 100;
  SweepMethodContext context;
  const auto rounds =
      sweep.method.make(context)->rounds(kSomeCells, std::numeric_limits<std::int64_t>::max());
  if (rounds.size() < 2) return;
  for (const SweepAxis& axis : sweep.parameters.axes) {
    if (axis.path != "world" && !axis.path.starts_with("world.")) continue;
    throw UserError(
        axis.place,
        fmt::format("'{}' drops the cells that do worse, and nobody chooses a world; sweep "
                    "'{}' by another method, or choices alone",
                    sweep.method.name, axis.path));
  }
}

}  // namespace

SweepAxes ParameterType<SweepAxes>::read(const Node& node, const std::string& what) {
  SweepAxes axes;
  if (node.is_null()) return axes;
  if (!node.is_map()) {
    throw wrong_type(node, what, "a map such as {models.ranker.dim: [10, 50, 140]}");
  }
  for (const Field& field : node.fields) {
    // All cells share the name of the experiment, which names the runs' directories, and the sweep
    // itself.
    if (field.key == "experiment" || field.key == "sweep" || field.key.starts_with("sweep.") ||
        field.key == "user_models") {
      throw UserError(field.key_place,
                      fmt::format("'{}' is one for all cells; sweep something else", field.key));
    }
    // A seed that wins has had luck.
    if (field.key == "seeds") {
      throw UserError(
          field.key_place,
          "nobody chooses a seed, so seeds are not ranked: several are played together, "
          "by 'seeds: [1, 2]' beside 'sweep'; other worlds are 'sweep.worlds'");
    }
    axes.axes.push_back(read_axis(field.key, field.key_place, field.value));
  }
  return axes;
}

Node ParameterType<SweepAxes>::write(const SweepAxes& axes) {
  if (axes.axes.empty()) return {};
  Node map = Node::make_map();
  for (const SweepAxis& axis : axes.axes) map.set(axis.path, axis.written);
  return map;
}

SweepSpec ParameterType<SweepSpec>::read(const Node& node, const std::string&) {
  SweepSpec sweep = declared().read(node);
  if (sweep.method.name.empty()) {
    sweep.method =
        ParameterType<Recipe<SweepMethodPart>>::read(Node::make_scalar("grid"), "sweep.method");
  }
  check_dropping(sweep);
  for (const SweepAxis& axis : sweep.parameters.axes) {
    const bool sets_model =
        axis.path == "world.users.model" || axis.path.starts_with("world.users.model.");
    if (!sweep.user_models || !sets_model) continue;
    throw UserError(
        axis.place,
        fmt::format("'{}' and 'user_models' both say what users are like; keep one", axis.path));
  }
  return sweep;
}

Node ParameterType<SweepSpec>::write(const SweepSpec& sweep) { return declared().write(sweep); }

std::vector<ParameterInfo> sweep_parameters() { return declared().describe(); }

}  // namespace reprise
