// Checks the files that an experiment reads without playing it.
#pragma once

#include "experiments/simulation/workspace.h"
#include "experiments/spec/experiment_spec.h"

namespace reprise {

/// Reads the files that the experiment names, as playing it would: its world, if that has files,
/// and the lists of its treatments. Treatments that use trained models or run code are left out:
/// training may take long, and code is run only where the user allows it. Does nothing for an
/// experiment that names no files. Throws UserError for the first mistake.
void check_input_files(const ExperimentSpec& spec, Workspace& workspace, const Progress& progress);

}  // namespace reprise
