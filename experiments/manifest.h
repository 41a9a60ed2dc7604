// How a run was made: program, machine, inputs, timings. Everything that may differ between two
// runs with identical results is here and nowhere else.
#pragma once

#include <string>

#include "experiments/run_experiment.h"

namespace reprise {

/// manifest.json as text.
std::string write_manifest(const ExperimentRun& run, const ExperimentSpec& spec,
                           const std::string& command);

/// "reprise 0.1.0 (commit 1234567)".
std::string version_text();

}  // namespace reprise
