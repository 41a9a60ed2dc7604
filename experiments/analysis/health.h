// Checks conditions that every sound run fulfils, whatever it compares. When a check fails, the
// numbers of the run mean nothing until the fault is found.
#pragma once

#include <optional>
#include <vector>

#include "experiments/running/side_runs/repeated_sessions.h"
#include "experiments/simulation/prepared.h"
#include "reports/results/results.h"

namespace reprise {

/// Returns the checks that apply to the run. A sound run fails each check with a chance of at most
/// one in a thousand.
std::vector<HealthCheck> health_checks(const Prepared& prepared, const std::vector<Totals>& totals,
                                       const std::vector<Effect>& effects,
                                       const std::optional<RepeatedSessions>& repeated);

}  // namespace reprise
