// How long a treatment's sessions were and how they went step by step, with intervals over users.
#pragma once

#include "experiments/simulation/engine/totals.h"
#include "experiments/statistics/interval_rule.h"
#include "reports/results/results.h"

namespace reprise {

/// Sets the result's lengths: lengths.of(group, n) sessions had n recommended tracks, but for
/// Totals::kLongest, which counts the longer ones, too. Pure but for the result.
void add_lengths(TreatmentResult& result, const RandomGroupSums& lengths, const IntervalRule& rule);

/// Sets the result's times by step as far as enough sessions get: `reached` of them had a step, and
/// listened to its tracks for `hundredths` together. Pure but for the result.
void add_times_by_step(TreatmentResult& result, const RandomGroupSums& reached,
                       const RandomGroupSums& hundredths, const IntervalRule& rule);

/// Sets the result's lengths, and times and skips by step as far as enough sessions get, each with
/// its interval by the jackknife over groups of users (experiments/statistics/group_jackknife.h).
/// Pure but for the result.
void add_course_of_sessions(TreatmentResult& result, const Totals& totals,
                            const IntervalRule& rule);

}  // namespace reprise
