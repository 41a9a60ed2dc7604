// How long a treatment's sessions were and how they went step by step, with intervals over users.
#pragma once

#include "experiments/engine/totals.h"
#include "experiments/outcome/interval_rule.h"
#include "reports/results.h"

namespace reprise {

/// Sets the result's lengths, and times and skips by step as far as enough sessions get, each with
/// its interval by the jackknife over groups of users (experiments/statistics/group_jackknife.h).
/// Pure but for the result.
void add_course_of_sessions(TreatmentResult& result, const Totals& totals,
                            const IntervalRule& rule);

}  // namespace reprise
