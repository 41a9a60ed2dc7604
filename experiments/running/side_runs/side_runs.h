// Plays sessions beside a run that put its results into proportion: the ends of the oracle gap, the
// divergence of the treatments, and sessions that are repeated.
#pragma once

#include <optional>
#include <vector>

#include "experiments/running/run_state.h"
#include "experiments/running/side_runs/repeated_sessions.h"
#include "experiments/simulation/prepared.h"
#include "reports/results/results.h"

namespace reprise {

struct SideRuns {
  // The time per session of `random` and of `oracle`; absent when the run itself has played a
  // treatment of that kind.
  std::optional<MetricEstimate> random_time;
  std::optional<MetricEstimate> oracle_time;
  std::vector<std::optional<Divergence>> divergence;  // by treatment
  std::optional<RepeatedSessions> repeated;
};

/// Plays the side runs on the threads of the TBB arena. Reference times that an earlier run has
/// estimated are read from the cache. Throws Interrupted when `stop` is raised.
SideRuns play_side_runs(const Prepared& prepared, const RunState& run_state, const StopFlag* stop,
                        const Progress& progress);

}  // namespace reprise
