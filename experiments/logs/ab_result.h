// Writes ab_result.json: the results of a log in the form that the course's checker of homework
// reads (spring 2026).
#pragma once

#include <string>

#include "experiments/logs/read_log.h"

namespace reprise {

/// Returns {"all_effects": [{"treatment", "metric", "control_mean", "treatment_mean", "effect_pct",
/// "lower_pct", "upper_pct", "significant"}, ...]}: treatments in order of their names as text, for
/// each the metrics in the notebook's order. Means have four decimals; effects and their 95 %
/// intervals are the notebook's, in percent of the control's mean, with two. What is not known (a
/// treatment without a finished session, a control's mean of 0) is null. Throws UserError when the
/// log has no such control. Pure.
std::string ab_result_json(const ReadLog& log, const std::string& control);

}  // namespace reprise
