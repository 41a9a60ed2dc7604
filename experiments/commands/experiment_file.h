// Reads an experiment as the command line describes it: a file, changed by --set and its
// shorthands.
#pragma once

#include <string>
#include <vector>

#include <boost/program_options/variables_map.hpp>

#include "experiments/spec/experiment_spec.h"

namespace reprise {

/// A change of the file.
struct Setting {
  std::string option;  // as typed, for messages: "--seed 5"
  std::string path;    // "seeds"
  std::string value;   // YAML; several values separated by commas are a sweep, where there are any
};

/// Returns the settings of the `--set KEY=VALUE` options; an empty list without such options.
/// Throws UserError for an option without "=".
std::vector<Setting> read_settings(const boost::program_options::variables_map& values);

/// What becomes of several values of a setting, KEY=A,B.
enum class SeveralValues { refuse, sweep };

/// Reads FILE, or standard input where it is `-`, applies the settings in their order, and checks
/// the result as a whole. Throws UserError, also for several values where the command plays no
/// sweeps.
ExperimentSpec read_experiment_file(const std::string& file, const std::vector<Setting>& settings,
                                    SeveralValues several = SeveralValues::refuse);

}  // namespace reprise
