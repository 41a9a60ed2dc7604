// Plays the pilot of a plan: a short experiment with the treatments of a file, in a paired design.
#pragma once

#include <string>
#include <vector>

#include "experiments/analysis/forecast.h"
#include "experiments/simulation/workspace.h"
#include "experiments/spec/experiment_spec.h"
#include "sim/support/interruption.h"
#include "sim/support/progress.h"

namespace reprise {

struct PlannedTreatment {
  std::string treatment;
  std::string metric;
  Forecast forecast;
};

struct Pilot {
  std::uint64_t sessions = 0;
  std::uint64_t users = 0;                   // of the world
  std::vector<PlannedTreatment> treatments;  // ordered by treatment, then by metric
};

/// Plays `sessions` sessions of the experiment's first seed, in a paired design whatever the
/// experiment's design is. 0 sessions mean two for each user on average, and at least 20 000.
/// Treatments that observe latent state are left out. Throws UserError when there is no treatment
/// to compare with the control, and Interrupted.
Pilot play_pilot(const ExperimentSpec& spec, Workspace& workspace, std::uint64_t sessions,
                 const std::vector<const Metric*>& metrics, const StopFlag* stop,
                 const Progress& progress);

}  // namespace reprise
