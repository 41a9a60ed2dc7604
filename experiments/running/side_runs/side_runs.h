// The sessions that are played beside a run, so that its results can be put into proportion: the
// ends of the oracle gap, where treatments part, and whether a repeated session is the same.
#pragma once

#include <optional>
#include <vector>

#include "experiments/running/run_state.h"
#include "experiments/running/side_runs/repeated_sessions.h"
#include "experiments/simulation/prepared.h"
#include "reports/results/results.h"

namespace reprise {

struct SideRuns {
  // Time per session of `random` and of `oracle`; absent where the run itself has played a
  // treatment of that kind.
  std::optional<MetricEstimate> random_time;
  std::optional<MetricEstimate> oracle_time;
  std::vector<std::optional<Divergence>> divergence;  // by treatment
  std::optional<RepeatedSessions> repeated;
};

/// Plays them; reference times that are known from an earlier run are read from the cache. On the
/// threads of the TBB arena. Throws Interrupted when `stop` is raised.
SideRuns play_side_runs(const Prepared& prepared, const RunState& run_state, const StopFlag* stop,
                        const Progress& progress);

}  // namespace reprise
