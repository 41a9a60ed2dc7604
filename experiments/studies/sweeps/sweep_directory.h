// Writes the files of a sweep: its config, reports and figures. Each run of the sweep has a
// directory of its own (directories/run_directory.h).
#pragma once

#include <filesystem>
#include <string>

#include "experiments/spec/experiment_spec.h"
#include "reports/results/sweep_results.h"

namespace reprise {

/// Returns `out`/<experiment>/sweep_<hash>.
std::filesystem::path sweep_directory(const std::filesystem::path& out, const ExperimentSpec& spec);

/// Writes only the reports and figures. Returns what write_sweep returns.
std::string write_sweep_reports(const std::filesystem::path& directory, const SweepResults& sweep);

/// Writes all files of the sweep. Returns the reason why there are no figures; empty if there are
/// figures. Throws UserError when a file cannot be written.
std::string write_sweep(const std::filesystem::path& directory, const SweepResults& sweep,
                        const ExperimentSpec& spec, const std::string& command);

}  // namespace reprise
