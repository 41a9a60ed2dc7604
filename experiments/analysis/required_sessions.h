// For an effect that is not yet known: how many sessions would tell?
#pragma once

#include "experiments/simulation/prepared.h"
#include "reports/results/results.h"

namespace reprise {

/// Says it in `effect`: the sampled sessions after which an effect of the size that was measured
/// would be found with a chance of 80 %, by plain means and by itself, or that these users never
/// show it. Says nothing of an effect that is known or 0.
void set_required_sessions(Effect& effect, const Prepared& prepared, const UserValues& control,
                           const UserValues& treatment);

}  // namespace reprise
