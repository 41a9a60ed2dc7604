// Finds the step at which the sessions of two treatments part: the first step at which they
// recommend different tracks. Treatments whose sessions hardly ever part are hardly compared.
#pragma once

#include <optional>
#include <vector>

#include "experiments/simulation/prepared.h"
#include "reports/results/results.h"

namespace reprise {

/// Returns for each treatment except the control how many of its sessions part from the control's,
/// and the step at which half of these have parted. Plays the first sessions of the first seed
/// again, on the threads of the TBB arena. Absent when the treatments do not play the same
/// sessions, or when sessions cannot be repeated.
std::vector<std::optional<Divergence>> divergence_from_control(const Prepared& prepared);

}  // namespace reprise
