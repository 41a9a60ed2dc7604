// Makes the results of a run from its run state: means, effects and warnings.
#pragma once

#include "experiments/running/run_state.h"
#include "experiments/running/side_runs/side_runs.h"
#include "experiments/simulation/prepared.h"
#include "reports/results/results.h"

namespace reprise {

/// The values of one user under one treatment, for users.csv.
struct UserRow {
  std::int64_t user = 0;
  std::string id;  // as users.json writes it
  std::string treatment;
  std::vector<double> values;  // in the order of the experiment's metrics
};

/// Returns the results of a complete run. Plays nothing. Thread-safe.
Results build_results(const Prepared& prepared, const RunState& run_state,
                      const SideRuns& side_runs);

/// Returns a row for each user of each treatment, treatment by treatment.
std::vector<UserRow> user_rows(const Prepared& prepared, const RunState& run_state);

}  // namespace reprise
