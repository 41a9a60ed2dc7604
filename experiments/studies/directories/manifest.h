// How a run was made: program, machine, inputs, timings. Everything that may differ between two
// runs with identical results is here and nowhere else.
#pragma once

#include <string>

#include "experiments/logs/log_file.h"
#include "experiments/studies/run_experiment.h"

namespace reprise {

/// manifest.json as text.
std::string write_manifest(const ExperimentRun& run, const ExperimentSpec& spec,
                           const std::string& command);

/// Of a sweep, whose runs have manifests of their own.
std::string write_sweep_manifest(const ExperimentSpec& spec, const std::string& command);

/// Of a log that was read: its files with the bytes and the XXH3 of their texts.
std::string write_log_manifest(const std::vector<LogInput>& inputs, const Timings& timings,
                               const std::string& command);

/// The version_text() of the program that wrote a manifest.json; "an unknown version" where the
/// file does not say.
std::string program_of_manifest(const std::filesystem::path& file);

}  // namespace reprise
