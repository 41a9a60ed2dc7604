// Makes an A/A test out of an experiment: the control is compared with itself.
#pragma once

#include "experiments/spec/experiment_spec.h"

namespace reprise {

/// Returns the experiment with two treatments: its control, and the control's recommender under
/// another name, which has draws of its own. The sweep and the selection are removed. Throws
/// UserError as read_experiment does.
ExperimentSpec aa_experiment(const ExperimentSpec& spec);

}  // namespace reprise
