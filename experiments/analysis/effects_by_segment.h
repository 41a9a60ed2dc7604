// Computes the effect of each treatment among users who are alike in a trait, to show which users
// gain.
#pragma once

#include "experiments/running/run_state.h"
#include "experiments/simulation/prepared.h"
#include "reports/results/results.h"

namespace reprise {

/// Returns the effects by segment. For each of the users' own fields, and for each trait that users
/// differ in (bias, sharpness, session budget), the users are cut into up to ten segments, as
/// user_cuts says (sim/world/user_traits.h). In each segment the effect of each treatment is
/// estimated by plain means, on the first headline metric that the experiment has (else on its
/// first metric with users' values). Treatments that observe latent state are left out.
std::vector<SegmentEffect> effects_by_segment(const Prepared& prepared, const RunState& run_state);

}  // namespace reprise
