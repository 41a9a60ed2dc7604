// Decides after each seed of an experiment with `stop` or `select` whether and with which
// treatments the run goes on, and reports the outcome afterwards.
#pragma once

#include <memory>

#include "experiments/analysis/compare_treatments.h"
#include "experiments/running/run_state.h"
#include "experiments/simulation/prepared.h"
#include "reports/results/results.h"

namespace reprise {

/// Returns the rule for the width of intervals after `seeds_played` seeds. With `stop` or `select`
/// the effects are looked at after every seed, so the intervals hold at all looks at once.
IntervalRule interval_rule(const ExperimentSpec& spec, std::uint64_t seeds_played);

/// Decides after each seed which treatments play on. The decision depends only on the sessions
/// played so far, so a run that was killed and goes on makes the same decisions again. Immutable.
class SequentialRule {
 public:
  struct Decision {
    std::vector<TreatmentMeans> look;  // the effects after all seeds so far, for the record
    std::vector<std::uint8_t>
        playing;  // by treatment: 1 plays the next seed, 0 not; empty: the run ends
  };
  virtual ~SequentialRule() = default;

  /// Returns the decision. At least one seed must be complete.
  virtual Decision after(const RunState& run_state) const = 0;
};

/// Returns the rule; null for an experiment without `stop` and `select`. `prepared` must outlive
/// the rule.
std::unique_ptr<SequentialRule> make_rule(const Prepared& prepared);

/// Returns the outcome of `stop`; the run state must be complete.
Stopping stopping_of(const Prepared& prepared, const RunState& run_state);

/// Returns the outcome of `select`; the run state must be complete.
Selected selected_of(const Prepared& prepared, const RunState& run_state);

/// Returns the course of each effect over the looks of the rule.
std::vector<Course> courses_of_looks(const Prepared& prepared, const RunState& run_state);

}  // namespace reprise
