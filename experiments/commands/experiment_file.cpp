#include "experiments/commands/experiment_file.h"

namespace reprise {

std::vector<Setting> read_settings(const boost::program_options::variables_map& values) {
  std::vector<Setting> settings;
  if (values.count("set") == 0) return settings;
  for (const std::string& option : values["set"].as<std::vector<std::string>>()) {
    const std::size_t equals = option.find('=');
    if (equals == std::string::npos) {
      throw UserError({"--set " + option, 0, 0},
                      "write it as key=value, such as --set world.generate.seed=2");
    }
    settings.push_back({"--set " + option, option.substr(0, equals), option.substr(equals + 1)});
  }
  return settings;
}

ExperimentSpec read_experiment_file(const std::string& file, const std::vector<Setting>& settings) {
  Node node = read_yaml(file);
  for (const Setting& setting : settings) {
    set_path(node, setting.path, parse_yaml_option(setting.value, {setting.option, 0, 0}));
  }
  return read_experiment(node);
}

}  // namespace reprise
