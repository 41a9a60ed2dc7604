// The rule of an experiment with `stop` or `select`, and what there is to say of it afterwards.
#pragma once

#include <memory>

#include "experiments/analysis/compare_treatments.h"
#include "experiments/running/run_state.h"
#include "experiments/simulation/prepared.h"
#include "reports/results/results.h"

namespace reprise {

/// How wide intervals are after so many seeds of an experiment: where a rule looks after each, they
/// hold at all looks at once.
IntervalRule interval_rule(const ExperimentSpec& spec, std::uint64_t seeds_played);

/// Decides after each seed of an experiment with `stop` or `select` which treatments play on. The
/// decision depends on nothing but what was played, so a run that was killed decides again as it
/// did. Immutable.
class SequentialRule {
 public:
  struct Decision {
    std::vector<TreatmentMeans> look;  // the effects of all seeds so far, for the record
    std::vector<std::uint8_t>
        playing;  // by treatment, who plays the next seed; empty: the run ends
  };
  virtual ~SequentialRule() = default;

  /// At least one seed is complete.
  virtual Decision after(const RunState& run_state) const = 0;
};

/// Null where the experiment decides nothing on its way. `prepared` outlives the rule.
std::unique_ptr<SequentialRule> make_rule(const Prepared& prepared);

/// What `stop` came to; `played` is complete.
Stopping stopping_of(const Prepared& prepared, const RunState& run_state);

/// What `select` came to; `played` is complete.
Selected selected_of(const Prepared& prepared, const RunState& run_state);

/// How the effects settled as the rule looked at them.
std::vector<Course> courses_of_looks(const Prepared& prepared, const RunState& run_state);

}  // namespace reprise
