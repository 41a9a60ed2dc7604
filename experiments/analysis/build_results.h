// From what was played to what it says: means, effects, warnings.
#pragma once

#include "experiments/running/run_state.h"
#include "experiments/simulation/prepared.h"
#include "reports/results/results.h"

namespace reprise {

/// A value of one user under one treatment, for users.csv.
struct UserRow {
  std::int64_t user = 0;
  std::string treatment;
  std::vector<double> values;  // in the order of the experiment's metrics
};

/// Everything that a complete run says. Plays what the way to the oracle is measured with, unless
/// that is known; `stop` ends that in Interrupted.
Results build_results(const Prepared& prepared, const RunState& run_state, const StopFlag* stop,
                      const Progress& progress);

/// Each user's values, treatment by treatment.
std::vector<UserRow> user_rows(const Prepared& prepared, const RunState& run_state);

}  // namespace reprise
