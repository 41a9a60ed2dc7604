// What a run leaves behind: runs/<experiment>/<hash of the resolved config>/ with the config, the
// results in every report format, the figures, and the manifest.
#pragma once

#include <filesystem>
#include <string>

#include "experiments/run_experiment.h"

namespace reprise {

/// A name from a config as that of a file: what is neither letter nor digit nor one of "-_." is
/// "_".
std::string file_name_of(std::string_view name);

/// `out`/<experiment>/<hash>, the experiment's name made safe for a file system.
std::filesystem::path run_directory(const std::filesystem::path& out, const Results& results);

/// Writes all files, each beside its place and then renamed. `command` is how the run was started.
/// Returns why there are no figures, in one line that may quote names from the config; empty where
/// nothing went wrong. Throws UserError when something cannot be written.
std::string write_run(const std::filesystem::path& directory, const ExperimentRun& run,
                      const ExperimentSpec& spec, const std::string& command);

}  // namespace reprise
