// Computes the effect of each treatment among users who are alike in a trait, to show which users
// gain.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "experiments/analysis/compare_treatments.h"
#include "experiments/running/run_state.h"
#include "experiments/simulation/prepared.h"
#include "reports/results/results.h"
#include "sim/world/user_traits.h"

namespace reprise {

/// What is compared in each segment.
struct SegmentComparison {
  const EffectSettings& settings;
  const Design& design;
  std::string metric;
  std::vector<std::string> treatments;  // the control first
  // Returns the values of a segment's users under treatments[i].
  std::function<UserValues(std::size_t treatment, const UserSegment& segment)> values;
};

/// Returns the effect of each treatment in each segment of the cuts, by plain means, each tested by
/// itself. Segments of fewer than kFewestAlike users who have one text are left out, and cuts with
/// fewer than two segments.
std::vector<SegmentEffect> effects_in_cuts(std::span<const UserCut> cuts,
                                           const SegmentComparison& comparison);

/// Returns the effects by segment. For each of the users' own fields, and for each trait that users
/// differ in (bias, sharpness, session budget), the users are cut into up to ten segments, as
/// user_cuts says (sim/world/user_traits.h). In each segment the effect of each treatment is
/// estimated by plain means, on the first headline metric that the experiment has (else on its
/// first metric with users' values). Treatments that observe latent state are left out.
std::vector<SegmentEffect> effects_by_segment(const Prepared& prepared, const RunState& run_state);

}  // namespace reprise
