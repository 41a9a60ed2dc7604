// Refuses treatments that cannot tell the propensities of their recommendations.
#pragma once

#include <span>

#include "experiments/simulation/engine/treatment.h"

namespace reprise {

/// Throws UserError for the first treatment that has a part whose probabilities cannot be told,
/// with the place of the part and the reason.
void check_told(std::span<const Treatment> treatments);

}  // namespace reprise
