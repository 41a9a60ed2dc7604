// What has to hold of every sound run, whatever it compares: if it does not, its figures mean
// nothing until the fault is found.
#pragma once

#include <optional>
#include <vector>

#include "experiments/running/side_runs/repeated_sessions.h"
#include "experiments/simulation/prepared.h"
#include "reports/results/results.h"

namespace reprise {

/// The checks that apply to the run. A sound run fails one in a thousand of each.
std::vector<HealthCheck> health_checks(const Prepared& prepared, const std::vector<Totals>& totals,
                                       const std::vector<Effect>& effects,
                                       const std::optional<RepeatedSessions>& repeated);

}  // namespace reprise
