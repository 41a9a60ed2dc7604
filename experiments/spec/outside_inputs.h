// Inputs of an experiment that no fingerprint can tell: services and commands answer as they like,
// and may answer otherwise the next time.
#pragma once

#include <string>
#include <vector>

#include "experiments/spec/experiment_spec.h"

namespace reprise {

/// Returns a clause for each such input, "the treatment x asks a service"; none where the results
/// depend on files and numbers alone. Pure.
std::vector<std::string> outside_inputs(const ExperimentSpec& spec);

}  // namespace reprise
