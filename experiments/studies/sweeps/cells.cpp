#include "experiments/studies/sweeps/cells.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_set>

#include "sim/support/number_text.h"

namespace reprise {
namespace {

using Settings = std::vector<std::pair<std::string, Node>>;

void apply(Node& experiment, const Settings& settings) {
  for (const auto& [path, value] : settings) {
    // A setting of the world may come after one that names the world's file.
    Node* world = nullptr;
    for (Field& field : experiment.fields) {
      if (field.key == "world") world = &field.value;
    }
    if (world != nullptr && world->is_scalar() && path.starts_with("world.")) {
      *world = ParameterType<WorldSource>::write(read_world_source(*world));
    }
    set_path(experiment, path, value);
  }
}

ExperimentSpec with_settings(const ExperimentSpec& spec, const Settings& settings) {
  Node experiment = spec.written;
  try {
    apply(experiment, settings);
  } catch (const UserError&) {
    // A path may lead into a part that the file has in a short form or in another file. The
    // resolved experiment has all defaults filled in, so every path exists there.
    experiment = spec.resolved;
    std::erase_if(experiment.fields, [](const Field& field) { return field.key == "sweep"; });
    apply(experiment, settings);
  }
  return read_experiment(experiment);
}

// Returns the settings that give the experiment the users of a model.
Settings settings_of(const NamedUserModel& model) {
  Settings settings;
  for (const Field& field : model.users.fields) {
    settings.emplace_back("world.users." + field.key, field.value);
  }
  return settings;
}

// Returns the settings of each of the sweep's runs of one cell beyond those of the cell; nothing is
// set where the sweep has neither user models nor worlds.
std::vector<Settings> settings_of_runs(const ExperimentSpec& spec) {
  std::vector<Settings> models;
  if (!spec.sweep->user_models) models.emplace_back();
  for (const NamedUserModel& model : spec.sweep->user_models.value_or(UserModelList{}).named) {
    models.push_back(settings_of(model));
  }
  if (!spec.sweep->worlds) return models;
  std::vector<Settings> runs;
  for (const Settings& model : models) {
    for (const std::uint64_t world : spec.sweep->worlds->values) {
      runs.push_back(model);
      runs.back().emplace_back("world.generate.seed",
                               Node::make_scalar(std::to_string(world), spec.written.place));
    }
  }
  return runs;
}

std::optional<double> number_of(const std::string& text) {
  const std::optional<double> value = number_of_text<double>(text);
  return value && std::isfinite(*value) ? value : std::nullopt;
}

// Returns true when each number is a multiple of the number before, by about the same factor. Such
// values, listed by hand, are shown on a log scale.
bool look_logarithmic(const std::vector<double>& numbers) {
  if (numbers.size() < 3 || numbers.front() <= 0) return false;
  double least = numbers[1] / numbers[0];
  double most = least;
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    const double ratio = numbers[i] / numbers[i - 1];
    least = std::min(least, ratio);
    most = std::max(most, ratio);
  }
  return least >= 1.5 && most <= 2 * least;
}

}  // namespace

CellPlan plan_cell(const ExperimentSpec& spec, const SweepPoint& point, std::uint64_t episodes) {
  CellPlan plan{point, {}, {}, {}};
  Settings settings;
  for (std::size_t axis = 0; axis < point.size(); ++axis) {
    settings.emplace_back(spec.sweep->parameters.axes[axis].path, point[axis].value);
  }
  try {
    plan.hash = with_settings(spec, settings).hash;
    if (episodes != 0) {
      settings.emplace_back("episodes",
                            Node::make_scalar(std::to_string(episodes), spec.written.place));
    }
    for (const Settings& more : settings_of_runs(spec)) {
      Settings of_run = settings;
      of_run.insert(of_run.end(), more.begin(), more.end());
      plan.runs.push_back(with_settings(spec, of_run));
    }
  } catch (const UserError& error) {
    plan.runs.clear();
    plan.error = error.what();
  }
  return plan;
}

std::vector<ExperimentSpec> under_each_user_model(const ExperimentSpec& spec) {
  std::vector<ExperimentSpec> runs;
  if (!spec.sweep || !spec.sweep->user_models) return {spec};
  for (const NamedUserModel& model : spec.sweep->user_models->named) {
    runs.push_back(with_settings(spec, settings_of(model)));
  }
  return runs;
}

std::vector<CellPlan> plan_cells(const ExperimentSpec& spec) {
  SweepMethodContext context;
  std::vector<CellPlan> cells;
  for (const SweepPoint& point :
       spec.sweep->method.make(context)->points(spec.sweep->parameters.axes)) {
    cells.push_back(plan_cell(spec, point));
    cells.back().runs.clear();  // removed because the runs of thousands of cells take much memory
  }
  return cells;
}

std::vector<SweepParameter> describe_axes(const std::vector<SweepAxis>& axes,
                                          const std::vector<SweepPoint>& points) {
  std::vector<SweepParameter> parameters;
  for (std::size_t axis = 0; axis < axes.size(); ++axis) {
    SweepParameter parameter;
    parameter.path = axes[axis].path;
    // Collect the values: first those of the axis, then those of the points.
    std::unordered_set<std::string> known;
    const auto add = [&](const std::string& name) {
      if (known.insert(name).second) parameter.values.push_back(name);
    };
    for (const AxisValue& value : axes[axis].values) add(value.name);
    for (const SweepPoint& point : points) add(point[axis].name);
    // Read the values as numbers, if all of them are numbers.
    bool numbers = true;
    for (const std::string& value : parameter.values) {
      const std::optional<double> number = number_of(value);
      numbers = numbers && number;
      parameter.numbers.push_back(number.value_or(0));
    }
    if (!numbers) {
      parameter.numbers.clear();
    } else if (axes[axis].range && axes[axis].values.empty()) {
      // Values that were drawn from a range are sorted.
      std::vector<std::size_t> order(parameter.values.size());
      for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
      std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return parameter.numbers[a] < parameter.numbers[b];
      });
      SweepParameter sorted{parameter.path, {}, {}, false};
      for (const std::size_t i : order) {
        sorted.values.push_back(parameter.values[i]);
        sorted.numbers.push_back(parameter.numbers[i]);
      }
      parameter = std::move(sorted);
    }
    parameter.log_scale =
        axes[axis].range ? axes[axis].range->log_scale : look_logarithmic(parameter.numbers);
    parameters.push_back(std::move(parameter));
  }
  return parameters;
}

}  // namespace reprise
