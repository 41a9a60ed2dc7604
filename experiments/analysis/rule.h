// The rule of an experiment with `stop` or `select`, and what there is to say of it afterwards.
#pragma once

#include <memory>

#include "experiments/analysis/compare_treatments.h"
#include "experiments/running/seed_rule.h"
#include "experiments/simulation/prepared.h"
#include "reports/results/results.h"

namespace reprise {

/// How wide intervals are after so many seeds of an experiment: where a rule looks after each, they
/// hold at all looks at once.
IntervalRule interval_rule(const ExperimentSpec& spec, std::uint64_t seeds_played);

/// Null where nothing is decided on the way. `prepared` outlives it.
std::unique_ptr<SeedRule> make_rule(const Prepared& prepared);

/// What `stop` came to; `played` is complete.
Stopping stopping_of(const Prepared& prepared, const RunState& run_state);

/// What `select` came to; `played` is complete.
Selected selected_of(const Prepared& prepared, const RunState& run_state);

/// How the effects settled as the rule looked at them.
std::vector<Course> courses_of_looks(const Prepared& prepared, const RunState& run_state);

}  // namespace reprise
