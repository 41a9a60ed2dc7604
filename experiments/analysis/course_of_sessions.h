// Computes the lengths of a treatment's sessions, and their times and skips step by step, with
// intervals over users.
#pragma once

#include "experiments/simulation/engine/totals.h"
#include "experiments/statistics/interval_rule.h"
#include "reports/results/results.h"

namespace reprise {

/// Sets the result's lengths and their intervals. lengths.of(group, n) sessions of the group had n
/// recommended tracks; n = Totals::kLongest also counts all longer sessions. Changes only `result`.
void add_lengths(TreatmentResult& result, const RandomGroupSums& lengths, const IntervalRule& rule);

/// Sets the result's times by step, up to the first step that too few sessions reach. `reached`
/// counts the sessions that had a step, and `hundredths` is the time that they listened at it.
/// Changes only `result`.
void add_times_by_step(TreatmentResult& result, const RandomGroupSums& reached,
                       const RandomGroupSums& hundredths, const IntervalRule& rule);

/// Sets the result's lengths, and its times and skips by step up to the first step that too few
/// sessions reach. The intervals come from the jackknife over groups of users
/// (experiments/statistics/group_jackknife.h). Changes only `result`.
void add_course_of_sessions(TreatmentResult& result, const Totals& totals,
                            const IntervalRule& rule);

}  // namespace reprise
