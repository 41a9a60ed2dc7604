#include "experiments/commands/experiment_file.h"

#include <optional>

#include <fmt/format.h>

namespace reprise {

std::vector<Setting> read_settings(const boost::program_options::variables_map& values) {
  std::vector<Setting> settings;
  if (values.count("set") == 0) return settings;
  for (const std::string& option : values["set"].as<std::vector<std::string>>()) {
    // Every value in it has this for its place, so it is kept short.
    constexpr std::size_t kShown = 200;
    const std::string typed = fmt::format(
        "--set {}", option.size() <= kShown ? option : option.substr(0, kShown) + "...");
    const std::size_t equals = option.find('=');
    if (equals == std::string::npos) {
      throw UserError({typed, 0, 0}, "write it as key=value, such as --set world.generate.seed=2");
    }
    settings.push_back({typed, option.substr(0, equals), option.substr(equals + 1)});
  }
  return settings;
}

namespace {

// "a,b,c": a sweep over these values. What commas separate inside of brackets is one value.
std::optional<Node> several_values(const Setting& setting) {
  const Place place{setting.option, 0, 0};
  try {
    Node list = parse_yaml_option(fmt::format("[{}]", setting.value), place);
    if (list.items.size() > 1) return list;
  } catch (const UserError&) {
    // No list, then; as a single value it has its own complaint.
  }
  return std::nullopt;
}

void apply(const Setting& setting, Node& experiment) {
  const Place place{setting.option, 0, 0};
  std::optional<Node> several = several_values(setting);
  if (!several) {
    set_path(experiment, setting.path, parse_yaml_option(setting.value, place));
    return;
  }
  // The path is one key of the sweep's parameters, dots and all.
  const auto map_at = [&](const Node* found) {
    return found == nullptr ? Node::make_map(place) : *found;
  };
  Node sweep = map_at(experiment.find("sweep"));
  Node parameters = map_at(sweep.find("parameters"));
  parameters.set(setting.path, *std::move(several));
  sweep.set("parameters", std::move(parameters));
  experiment.set("sweep", std::move(sweep));
}

}  // namespace

ExperimentSpec read_experiment_file(const std::string& file, const std::vector<Setting>& settings) {
  Node node = read_yaml(file);
  for (const Setting& setting : settings) apply(setting, node);
  return read_experiment(node);
}

}  // namespace reprise
