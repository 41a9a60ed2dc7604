// The short experiment that a plan is made from: the treatments of a file, played in pairs.
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
  std::vector<PlannedTreatment> treatments;  // treatment by treatment, metric by metric
};

/// Plays the experiment's first seed: `sessions` of them (0: enough for each user to come twice,
/// and at least 20 000), paired whatever its design. Treatments that see the hidden session are
/// left out. Throws UserError where there is nothing to compare, and Interrupted.
Pilot play_pilot(const ExperimentSpec& spec, Workspace& workspace, std::uint64_t sessions,
                 const std::vector<const Metric*>& metrics, const StopFlag* stop,
                 const Progress& progress);

}  // namespace reprise
