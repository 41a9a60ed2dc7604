// Estimates the time per session of the two ends of the oracle gap, when the experiment has no
// treatment of that kind. `random` or the oracle is then played for some sessions, in the
// experiment's world and with its limits.
#pragma once

#include <optional>
#include <string>

#include "experiments/simulation/prepared.h"

namespace reprise {

/// Returns mean_time_per_session of a recommender by its name ("random", "oracle"), over sessions
/// of the first seed: 2000, or as many as `ceiling_sessions` says for the oracle. These are played
/// once for a world and its settings; the estimate is then kept in the cache. Plays on the threads
/// of the TBB arena.
MetricEstimate reference_time(const Prepared& prepared, const std::string& recommender,
                              const StopFlag* stop, const Progress& progress);

}  // namespace reprise
