// config.yaml in the directory of a run or a sweep: the resolved experiment, which plays it again.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "experiments/spec/experiment_spec.h"

namespace reprise {

/// The name of the file in its directory.
inline constexpr const char* kConfigFile = "config.yaml";

/// Returns the resolved experiment as YAML. The paths of its input files are relative to
/// `directory`, or absolute if `directory` is empty. Beside each path stands the content, so that
/// the text plays the same results again or says which file has changed.
std::string config_text(const ExperimentSpec& spec, const std::filesystem::path& directory);

/// Writes config_text for the directory into the directory. Throws UserError when the file cannot
/// be written.
void write_config(const std::filesystem::path& directory, const ExperimentSpec& spec);

/// Compares the experiment with those whose config.yaml lies in the directories below `runs` and
/// that differ from it in nothing but the contents of input files. Returns a sentence for each
/// file that has changed since the latest of them; none where nothing was played before, or nothing
/// changed.
std::vector<std::string> changed_input_files(const std::filesystem::path& runs,
                                             const ExperimentSpec& spec);

}  // namespace reprise
