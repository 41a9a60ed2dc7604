// Reading an experiment as the command line names it: a file, changed by --set and its shorthands.
#pragma once

#include <string>
#include <vector>

#include <boost/program_options/variables_map.hpp>

#include "experiments/spec/experiment_spec.h"

namespace reprise {

/// A change of the file: the option as it was typed, to name in messages, and what it sets.
struct Setting {
  std::string option;  // "--seed 5"
  std::string path;    // "seeds"
  std::string value;   // YAML, or several values with commas between them: a sweep
};

/// The settings that `--set KEY=VALUE` options say; none where there are no such options. Throws
/// UserError for those without "=".
std::vector<Setting> read_settings(const boost::program_options::variables_map& values);

/// Reads FILE, applies the settings in their order, and checks the whole. Throws UserError.
ExperimentSpec read_experiment_file(const std::string& file, const std::vector<Setting>& settings);

}  // namespace reprise
