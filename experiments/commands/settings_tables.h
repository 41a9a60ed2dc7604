// The settings of experiment files, table by table: for `reprise list` and for the schema.
#pragma once

#include <string>
#include <vector>

#include "sim/support/parameters/parameters.h"

namespace reprise {

/// The settings of one map in an experiment file.
struct SettingsTable {
  std::string title;  // in `reprise list`
  // The keys that lead to the map, "world.users.model"; empty for the file itself.
  std::string path;
  std::vector<ParameterInfo> settings;
};

/// Returns the tables in reading order, the file itself first. Every setting of the type "map" has
/// a table of its own; a setting without one is a broken promise. Thread-safe once main has begun.
std::vector<SettingsTable> settings_tables();

}  // namespace reprise
