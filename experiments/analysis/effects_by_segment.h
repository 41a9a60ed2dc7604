// Who gains: a treatment's effect among users who are alike.
#pragma once

#include "experiments/running/run_state.h"
#include "experiments/simulation/prepared.h"
#include "reports/results/results.h"

namespace reprise {

/// For each trait that users differ in (bias, sharpness, session budget): the users in up to ten
/// groups of nearly equal size by its value, users of one value together, and each treatment's
/// effect in each of them, by plain means, on the first headline metric that the experiment has
/// (else its first).
/// Treatments that see the hidden session are left out.
std::vector<SegmentEffect> effects_by_segment(const Prepared& prepared, const RunState& run_state);

}  // namespace reprise
