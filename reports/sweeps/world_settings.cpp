#include "reports/sweeps/world_settings.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "reports/sweeps/sweep_names.h"

namespace reprise {
namespace {

std::string setting_of(const SweepResults& sweep, const SweepCell& cell, bool world,
                       const NameWriter& write_name) {
  const std::vector<std::string> names = parameter_names(sweep);
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (is_of_world(sweep.parameters[i]) != world) continue;
    parts.push_back(
        fmt::format("{} = {}", write_name(names[i]), write_name(value_text(sweep, cell, i))));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace

bool is_of_world(const SweepParameter& parameter) {
  return parameter.path == "world" || parameter.path.starts_with("world.");
}

Swept swept(const SweepResults& sweep) {
  const auto worlds = std::count_if(sweep.parameters.begin(), sweep.parameters.end(), is_of_world);
  if (worlds == 0) return Swept::choices;
  return worlds == std::ssize(sweep.parameters) ? Swept::worlds : Swept::choices_in_worlds;
}

std::vector<WorldSetting> world_settings(const SweepResults& sweep,
                                         const std::vector<CellEffect>& effects) {
  std::map<std::vector<std::size_t>, WorldSetting> settings;
  for (std::size_t i = 0; i < effects.size(); ++i) {
    std::vector<std::size_t> values;
    for (std::size_t parameter = 0; parameter < sweep.parameters.size(); ++parameter) {
      if (is_of_world(sweep.parameters[parameter])) {
        values.push_back(effects[i].cell->values[parameter]);
      }
    }
    settings[values].effects.push_back(i);
  }
  std::vector<WorldSetting> in_order;
  for (auto& [values, setting] : settings) in_order.push_back(std::move(setting));
  return in_order;
}

CellsInOrder cells_in_order(const SweepResults& sweep, std::vector<CellEffect> ranked) {
  if (swept(sweep) == Swept::choices) return {std::move(ranked), {}};
  CellsInOrder together;
  for (const WorldSetting& setting : world_settings(sweep, ranked)) {
    for (const std::size_t i : setting.effects) {
      together.cells.push_back(ranked[i]);
      together.best_in_its_world.push_back(i == setting.effects.front());
    }
  }
  return together;
}

std::vector<std::size_t> parameters_in_order(const SweepResults& sweep) {
  std::vector<std::size_t> order;
  for (const bool world : {true, false}) {
    for (std::size_t i = 0; i < sweep.parameters.size(); ++i) {
      if (is_of_world(sweep.parameters[i]) == world) order.push_back(i);
    }
  }
  return order;
}

std::string setting_of_world(const SweepResults& sweep, const SweepCell& cell,
                             const NameWriter& write_name) {
  return setting_of(sweep, cell, true, write_name);
}

std::string setting_of_choices(const SweepResults& sweep, const SweepCell& cell,
                               const NameWriter& write_name) {
  return setting_of(sweep, cell, false, write_name);
}

}  // namespace reprise
