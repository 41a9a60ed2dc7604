#include "experiments/commands/experiment_file.h"

#include <optional>

#include <fmt/format.h>

#include "sim/support/whole_characters.h"

namespace reprise {

std::vector<Setting> read_settings(const boost::program_options::variables_map& values) {
  std::vector<Setting> settings;
  if (values.count("set") == 0) return settings;
  for (const std::string& option : values["set"].as<std::vector<std::string>>()) {
    // This text is the place of every value in the option, so it is kept short.
    constexpr std::size_t kShown = 200;
    const std::string typed = fmt::format("--set {}{}", whole_characters(option, kShown),
                                          option.size() > kShown ? "..." : "");
    const std::size_t equals = option.find('=');
    if (equals == std::string::npos) {
      throw UserError({typed, 0, 0}, "write it as key=value, such as --set world.generate.seed=2");
    }
    settings.push_back({typed, option.substr(0, equals), option.substr(equals + 1)});
  }
  return settings;
}

namespace {

// Returns the values of "a,b,c", which are a sweep. A text inside brackets is one value, even with
// commas in it.
std::optional<Node> several_values(const Setting& setting) {
  const Place place{setting.option, 0, 0};
  try {
    Node list = parse_yaml_option(fmt::format("[{}]", setting.value), place);
    if (list.items.size() > 1) return list;
  } catch (const UserError&) {
    // The text is no list. As a single value it gets an error of its own.
  }
  return std::nullopt;
}

void apply(const Setting& setting, Node& experiment) {
  const Place place{setting.option, 0, 0};
  std::optional<Node> several = several_values(setting);
  // Several models of users are no sweep over them: each cell is played under all of them.
  if (several && (setting.path == "user_models" || setting.path == "sweep.user_models")) {
    set_path(experiment, setting.path, *std::move(several));
    return;
  }
  if (!several) {
    set_path(experiment, setting.path, parse_yaml_option(setting.value, place));
    return;
  }
  // The whole path, with its dots, is one key of the sweep's parameters.
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
