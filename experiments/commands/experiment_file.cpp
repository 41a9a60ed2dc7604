#include "experiments/commands/experiment_file.h"

namespace reprise {
namespace {

void replace_places(Node& node, const Place& place) {
  node.place = place;
  for (Node& item : node.items) replace_places(item, place);
  for (Field& field : node.fields) {
    field.key_place = place;
    replace_places(field.value, place);
  }
}

}  // namespace

ExperimentSpec read_experiment_file(const std::string& file,
                                    const std::vector<std::string>& settings) {
  Node node = read_yaml(file);
  for (const std::string& setting : settings) {
    const Place place{"--set " + setting, 0, 0};
    const std::size_t equals = setting.find('=');
    if (equals == std::string::npos) {
      throw UserError(place, "write it as key=value, such as --set world.generate.seed=2");
    }
    Node value = parse_yaml(setting.substr(equals + 1), place.source);
    replace_places(value, place);
    set_path(node, setting.substr(0, equals), std::move(value));
  }
  return read_experiment(node);
}

}  // namespace reprise
