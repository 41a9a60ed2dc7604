// An A/A test: an experiment's control against itself.
#pragma once

#include "experiments/spec/experiment_spec.h"

namespace reprise {

/// The experiment with its control and the same recommender under another name, which draws for
/// itself, in place of its treatments; without its sweep or selection. Throws UserError as
/// read_experiment does.
ExperimentSpec aa_experiment(const ExperimentSpec& spec);

}  // namespace reprise
