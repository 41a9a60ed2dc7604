// How far an experiment may go on that decides for itself how long it is played.
#pragma once

#include <cstdint>
#include <vector>

#include "experiments/metrics/metric.h"

namespace reprise {

struct SequentialLimits {
  std::vector<const Metric*> metrics;  // that decide
  std::int64_t max_episodes = 0;
};

}  // namespace reprise
