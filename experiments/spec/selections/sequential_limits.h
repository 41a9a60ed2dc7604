// The limits of an experiment that decides for itself how long it is played.
#pragma once

#include <cstdint>
#include <vector>

#include "experiments/metrics/metric.h"

namespace reprise {

struct SequentialLimits {
  std::vector<const Metric*> metrics;  // the metrics that decide
  std::int64_t max_episodes = 0;
  std::int64_t first = 1;  // replications that are played before the first look
};

}  // namespace reprise
