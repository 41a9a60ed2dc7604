// Refuses settings of an experiment that go each by itself, but not together: a control that is no
// treatment, a rule to stop in a sweep.
#pragma once

#include <cstdint>

#include "experiments/spec/experiment_spec.h"

namespace reprise {

/// Throws a UserError, with its place in `node`, for the first contradiction in the experiment.
/// `spec` is what was read from `node`, with the defaults filled in. Pure.
void check_experiment(const Node& node, const ExperimentSpec& spec);

/// Throws a UserError unless NumPy's generator takes the last seed that a rule may come to,
/// counting up from the first. Pure.
void check_last_seed(const Node& node, const ExperimentSpec& spec, std::uint64_t last);

}  // namespace reprise
