// Writes and reads the directory of a run, runs/<experiment>/<hash of the resolved config>/. It has
// the config, the results in every report format, the figures, and the manifest.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "experiments/studies/run_experiment.h"

namespace reprise {

/// Returns a name from a config as the name of a file, in UTF-8 and of at most 255 bytes. Of ASCII,
/// letters, digits and "-_." stay, and all else becomes "_", as does a dot at the beginning. Other
/// characters stay, unless they cannot be seen: these become a number.
std::string file_name_of(std::string_view name);

/// Returns `out`/<experiment>/<hash>, with the experiment's name made safe for a file system.
std::filesystem::path run_directory(const std::filesystem::path& out, const ExperimentSpec& spec);

/// Writes all files of a run, each beside its path and then renamed. results.json is the last one,
/// so a directory that has it is complete. `command` is the command that started the run. Returns
/// the reason why there are no figures, in one line that may quote names from the config; empty if
/// there are figures. Throws UserError when a file cannot be written.
std::string write_run(const std::filesystem::path& directory, const ExperimentRun& run,
                      const ExperimentSpec& spec, const std::string& command);

/// Writes only the reports and figures, from existing results. Returns what write_run returns.
std::string write_reports(const std::filesystem::path& directory, const Results& results);

/// Writes the directory of a log that was read instead of played: reports and figures, the
/// manifest, and results.json last. There is no config. Returns what write_run returns.
std::string write_analysis(const std::filesystem::path& directory, const Results& results,
                           const std::string& manifest);

/// Writes the files of a cell of a sweep: those of write_run without figures and reports, because
/// the cell is only compared with others.
void write_cell(const std::filesystem::path& directory, const ExperimentRun& run,
                const ExperimentSpec& spec, const std::string& command);

/// A complete run.
struct FinishedRun {
  Results results;
  std::string program;  // version_text() of the program that played it, or "an unknown version"
};

/// Returns the run in a directory, if it is complete and of this experiment, with every file that
/// the experiment asks for (users.csv, its log).
std::optional<FinishedRun> read_finished(const std::filesystem::path& directory,
                                         const ExperimentSpec& spec);

}  // namespace reprise
