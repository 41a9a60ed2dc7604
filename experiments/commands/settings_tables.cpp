#include "experiments/commands/settings_tables.h"

#include <algorithm>

#include "experiments/spec/experiment_spec.h"
#include "sim/support/check.h"

namespace reprise {

std::vector<SettingsTable> settings_tables() {
  std::vector<SettingsTable> tables{{"experiment files", "", experiment_parameters()}};
  const auto add = [&tables](const std::string& path, std::vector<ParameterInfo> settings) {
    tables.push_back({path, path, std::move(settings)});
  };
  add("stop", StopSpec::parameters().describe());
  add("bootstrap", BootstrapSettings::parameters().describe());
  add("sweep", sweep_parameters());
  add("world", WorldSource::parameters().describe());
  add("evaluate", EvaluationSpec::parameters().describe());
  add("log", SessionLogSpec::parameters().describe());
  add("between_days", BetweenDaysSpec::parameters().describe());
  add("world.generate", WorldRecipe::parameters().describe());
  add("world.users", UserChanges::parameters().describe());
  add("world.users.model", UserModelSentence::parameters().describe());
  add("world.fitted", FittedSource::parameters().describe());
  add("world.files", WorldFiles::parameters().describe());
  add("world.files.defaults", UserDefaults::parameters().describe());
  for (const SettingsTable& table : tables) {
    for (const ParameterInfo& setting : table.settings) {
      const std::string path = table.path.empty() ? setting.name : table.path + "." + setting.name;
      REPRISE_CHECK(setting.type != "map" ||
                        std::any_of(tables.begin(), tables.end(),
                                    [&](const SettingsTable& one) { return one.path == path; }),
                    "the settings of '{}' have no table", path);
    }
  }
  return tables;
}

}  // namespace reprise
