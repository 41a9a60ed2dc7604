// Where the sessions of two treatments part: the first step at which they recommend different
// tracks. Treatments that hardly ever part are hardly compared.
#pragma once

#include <optional>
#include <vector>

#include "experiments/simulation/prepared.h"
#include "reports/results/results.h"

namespace reprise {

/// For each treatment but the first, over the first sessions of the first seed: how many part from
/// the control's, and at which step half of them have. Absent where treatments do not play the same
/// sessions.
std::vector<std::optional<Divergence>> divergence_from_control(const Prepared& prepared);

}  // namespace reprise
