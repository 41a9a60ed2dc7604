// Reading an experiment as the command line names it: a file, changed by --set and its shorthands.
#pragma once

#include <string>
#include <vector>

#include "experiments/experiment_spec.h"

namespace reprise {

/// Reads FILE, applies each "key=value" (a dotted path and YAML), and checks the whole. Throws
/// UserError.
ExperimentSpec read_experiment_file(const std::string& file,
                                    const std::vector<std::string>& settings);

}  // namespace reprise
