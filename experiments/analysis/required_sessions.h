// Computes the required sessions of an effect that is not known yet.
#pragma once

#include "experiments/simulation/prepared.h"
#include "reports/results/results.h"

namespace reprise {

/// Sets `effect.required_sessions`: the number of sampled sessions after which an effect of the
/// estimated size would be found with a chance of 80 %, by plain means and by itself. Sets
/// `effect.no_size_suffices` when no number of sessions of these users is enough. Leaves both unset
/// when the effect is known already (significant or equivalent) or 0.
void set_required_sessions(Effect& effect, const Prepared& prepared, const UserValues& control,
                           const UserValues& treatment);

}  // namespace reprise
