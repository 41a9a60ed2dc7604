// Decides what an effect says about a treatment. Every sentence, table and file takes its verdicts
// from here, so that none contradicts another. All functions are pure and safe to call from any
// thread.
#pragma once

#include <string_view>

#include "reports/results/results.h"

namespace reprise {

/// The verdict on an effect, given the good direction of its metric.
enum class Verdict {
  // Nothing was compared: the treatment is the control, or the metric has no effect.
  none,
  unclear,  // the effect is not significant
  better,
  worse,
  // The effect is shown to be smaller than the experiment's margin of equivalence, or the
  // treatments did the same in every session.
  equivalent,
  differs,  // the effect is significant, but its metric has no good direction
};

/// Returns the description of a metric. A headline metric that the run does not describe counts as
/// better when it is higher. Another metric without a description has an empty unit and no
/// direction.
MetricDescription describe_metric(const Results& results, std::string_view metric);

/// Returns whether the two treatments did the same for every user: the difference is 0, and both
/// its limits are 0.
bool same_in_every_session(const Effect& effect);

/// Returns the verdict on an effect; never Verdict::none.
Verdict verdict_of(const Effect& effect, Better better);

/// Returns the verdict on an effect of the results.
Verdict verdict_of(const Results& results, const Effect& effect);

/// Returns "better", "worse", "equivalent", "differs" or "not yet known"; an empty text for
/// Verdict::none.
std::string_view verdict_words(Verdict verdict);

}  // namespace reprise
