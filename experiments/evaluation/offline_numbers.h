// All offline numbers of policies from one log.
#pragma once

#include <span>
#include <string>

#include "experiments/evaluation/played_log.h"
#include "experiments/simulation/engine/treatment.h"
#include "experiments/spec/evaluation_spec.h"
#include "reports/results/evaluation_results.h"
#include "sim/support/interruption.h"
#include "sim/support/progress.h"
#include "sim/world/world.h"

namespace reprise {

struct OfflineRequest {
  const World& world;
  const SessionsOfLog& sessions;
  std::size_t n_sessions;                      // the first so many are used
  const Treatment* logging = nullptr;          // null if it is not known
  std::span<const Treatment* const> policies;  // each walkable (unwalkable())
  double alpha = 0.05;
  HeldOut held_out = HeldOut::time;
  const StopFlag* stop = nullptr;
  Progress progress = {};
};

/// Estimates every policy with every estimator and ranking metric. An estimator that weighs logged
/// steps refuses a policy of which the log could not show more than kMostUnsupported; where support
/// is not known, one whose weights are on average below 1 by more than that, and by more than
/// chance explains. The same bits for any number of threads. Throws Interrupted.
OfflineNumbers offline_numbers(const OfflineRequest& request);

}  // namespace reprise
