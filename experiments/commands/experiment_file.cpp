#include "experiments/commands/experiment_file.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "experiments/running/ranks/ranks.h"
#include "recommenders/recommender.h"
#include "sim/support/files/packed_file.h"
#include "sim/support/suggestion.h"
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

// Refuses several values of a setting that no sweep is made of.
void refuse_several(const Setting& setting, SeveralValues allowed) {
  const Place place{setting.option, 0, 0};
  if (setting.path == "seeds") {
    throw UserError(place, fmt::format("several seeds are played together, as a list or a range: "
                                       "--set 'seeds=[{}]', --set seeds=1..5",
                                       setting.value));
  }
  if (allowed == SeveralValues::sweep) return;
  throw UserError(place, fmt::format("several values are a sweep, which `reprise run` alone plays; "
                                     "write one value, or a list as [{}]",
                                     setting.value));
}

void apply(const Setting& setting, SeveralValues allowed, Node& experiment) {
  const Place place{setting.option, 0, 0};
  std::optional<Node> several = several_values(setting);
  // Several models of users are no sweep over them: each cell is played under all of them.
  if (several && (setting.path == "user_models" || setting.path == "sweep.user_models")) {
    set_path(experiment, setting.path, *std::move(several));
    return;
  }
  if (several) refuse_several(setting, allowed);
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

// Returns whether one of the settings makes a treatment, rather than changes one that is there.
bool makes_treatment(const std::vector<Setting>& settings, const std::string& path) {
  return std::any_of(settings.begin(), settings.end(), [&](const Setting& setting) {
    if (setting.path == path) return true;
    if (!setting.path.starts_with(path + ".")) return false;
    const std::string below = setting.path.substr(path.size() + 1);
    const std::string first = below.substr(0, below.find('.'));
    return first == "candidates" || Registry<RecommenderPart>::instance().find(first) != nullptr;
  });
}

// Refuses a setting of a treatment that is not in the file, whose name is probably misspelt.
void check_treatment(const Setting& setting, const std::vector<Setting>& settings,
                     const Node& experiment) {
  const std::string below = "treatments.";
  const Node* treatments = experiment.find("treatments");
  if (!setting.path.starts_with(below) || treatments == nullptr) return;
  const std::size_t dot = setting.path.find('.', below.size());
  const std::string path = setting.path.substr(0, dot);
  const std::string name = path.substr(below.size());
  if (dot == std::string::npos || treatments->find(name) != nullptr) return;
  if (makes_treatment(settings, path)) return;
  std::vector<std::string> known;
  for (const Field& field : treatments->fields) known.push_back(field.key);
  throw UserError({setting.option, 0, 0},
                  fmt::format("there is no treatment '{}'{}; treatments are {}", name,
                              did_you_mean(name, known), fmt::join(known, ", ")));
}

// Reads YAML from standard input. Paths in it are relative to the current directory.
Node read_standard_input() {
  const std::string name = input_name("-");
  const Place place{name, 0, 0};
  if (started_as_ranks()) {
    throw UserError(place, "is there for one rank alone; name a file, which all ranks can read");
  }
  static bool was_read = false;
  if (std::exchange(was_read, true)) {
    throw UserError(place, "can be read once, and '-' is there twice; name a file");
  }
  constexpr std::size_t kMostBytes = std::size_t{1} << 24;  // as of a file
  PackedFile input("-");
  std::string text;
  std::vector<char> some(std::size_t{1} << 16);
  while (const std::size_t n = input.read(some)) {
    text.append(some.data(), n);
    if (text.size() > kMostBytes) {
      throw UserError(place, fmt::format("has more than {} bytes; is this the experiment that was "
                                         "meant?",
                                         kMostBytes));
    }
  }
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) {
    throw UserError(place, "is empty; expected an experiment, as in a file");
  }
  return parse_yaml(text, name);
}

}  // namespace

ExperimentSpec read_experiment_file(const std::string& file, const std::vector<Setting>& settings,
                                    SeveralValues several) {
  Node node = file == "-" ? read_standard_input() : read_yaml(file);
  for (const Setting& setting : settings) {
    check_treatment(setting, settings, node);
    apply(setting, several, node);
  }
  return read_experiment(node);
}

}  // namespace reprise
