// Writes the manifest: the program, machine, inputs and timings of a run. Facts that may differ
// between two runs with identical results are only here.
#pragma once

#include <string>

#include "experiments/logs/log_file.h"
#include "experiments/studies/run_experiment.h"

namespace reprise {

/// Returns the text of manifest.json.
std::string write_manifest(const ExperimentRun& run, const ExperimentSpec& spec,
                           const std::string& command);

/// Returns the manifest of a sweep. The runs of the sweep have manifests of their own.
std::string write_sweep_manifest(const ExperimentSpec& spec, const std::string& command);

/// Returns the manifest of a log that was read: its files, with the sizes and XXH3 hashes of their
/// texts.
std::string write_log_manifest(const std::vector<LogInput>& inputs, const Timings& timings,
                               const std::string& command);

/// Returns the version_text() of the program that wrote a manifest.json; "an unknown version" if
/// the file does not tell.
std::string program_of_manifest(const std::filesystem::path& file);

}  // namespace reprise
