// What a sweep leaves behind, beside the directories of its runs.
#pragma once

#include <filesystem>
#include <string>

#include "experiments/spec/experiment_spec.h"
#include "reports/results/sweep_results.h"

namespace reprise {

/// `out`/<experiment>/sweep_<hash>.
std::filesystem::path sweep_directory(const std::filesystem::path& out, const ExperimentSpec& spec);

/// Writes config.yaml, which other shards and merging start from.
void write_sweep_config(const std::filesystem::path& directory, const SweepResults& sweep);

/// The reports and figures alone. Returns what write_sweep returns.
std::string write_sweep_reports(const std::filesystem::path& directory, const SweepResults& sweep);

/// Writes every report and figure. Returns why there are no figures; empty where nothing went
/// wrong. Throws UserError when something cannot be written.
std::string write_sweep(const std::filesystem::path& directory, const SweepResults& sweep,
                        const ExperimentSpec& spec, const std::string& command);

}  // namespace reprise
