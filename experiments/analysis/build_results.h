// From what was played to what it says: means, effects, warnings.
#pragma once

#include "experiments/running/run_state.h"
#include "experiments/running/side_runs/side_runs.h"
#include "experiments/simulation/prepared.h"
#include "reports/results/results.h"

namespace reprise {

/// A value of one user under one treatment, for users.csv.
struct UserRow {
  std::int64_t user = 0;
  std::string treatment;
  std::vector<double> values;  // in the order of the experiment's metrics
};

/// The results of a complete run. Plays nothing; thread-safe.
Results build_results(const Prepared& prepared, const RunState& run_state,
                      const SideRuns& side_runs);

/// Each user's values, treatment by treatment.
std::vector<UserRow> user_rows(const Prepared& prepared, const RunState& run_state);

}  // namespace reprise
