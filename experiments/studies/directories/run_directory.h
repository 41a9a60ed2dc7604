// What a run leaves behind: runs/<experiment>/<hash of the resolved config>/ with the config, the
// results in every report format, the figures, and the manifest.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "experiments/studies/run_experiment.h"

namespace reprise {

/// A name from a config as that of a file: what is neither letter nor digit nor one of "-_." is
/// "_".
std::string file_name_of(std::string_view name);

/// `out`/<experiment>/<hash>, the experiment's name made safe for a file system.
std::filesystem::path run_directory(const std::filesystem::path& out, const ExperimentSpec& spec);

/// Writes all files, each beside its place and then renamed; results.json last, so that a directory
/// with it is complete. `command` is how the run was started. Returns why there are no figures, in
/// one line that may quote names from the config; empty where nothing went wrong. Throws UserError
/// when something cannot be written.
std::string write_run(const std::filesystem::path& directory, const ExperimentRun& run,
                      const ExperimentSpec& spec, const std::string& command);

/// The reports and figures alone, from results that are there. Returns what write_run returns.
std::string write_reports(const std::filesystem::path& directory, const Results& results);

/// Of what was read instead of played: reports and figures, the manifest, and results.json last.
/// There is no config. Returns what write_run returns.
std::string write_analysis(const std::filesystem::path& directory, const Results& results,
                           const std::string& manifest);

/// write_run without figures and without reports to read: a run that others are compared with.
void write_cell(const std::filesystem::path& directory, const ExperimentRun& run,
                const ExperimentSpec& spec, const std::string& command);

/// A run that is complete.
struct FinishedRun {
  Results results;
  std::string program;  // that played it: version_text(), or "an unknown version"
};

/// What is in a run's directory, if it is all there and of this experiment.
std::optional<FinishedRun> read_finished(const std::filesystem::path& directory,
                                         const ExperimentSpec& spec);

}  // namespace reprise
