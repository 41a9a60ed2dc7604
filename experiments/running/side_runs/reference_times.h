// The ends of the way from random to the oracle, where the experiment has no treatment of that
// kind: both are played for a while under the experiment's world and limits.
#pragma once

#include <optional>
#include <string>

#include "experiments/simulation/prepared.h"

namespace reprise {

/// mean_time_per_session of a recommender by its name ("random", "oracle"), over sessions of the
/// first seed. RunState once for a world and its settings, and kept in the cache.
MetricEstimate reference_time(const Prepared& prepared, const std::string& recommender,
                              const StopFlag* stop, const Progress& progress);

}  // namespace reprise
