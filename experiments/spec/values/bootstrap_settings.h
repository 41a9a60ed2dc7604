// `bootstrap:` of an experiment: the settings of the intervals of quantiles, which resample users
// with all their sessions.
#pragma once

#include <cstdint>

#include "experiments/statistics/quantile_bootstrap.h"
#include "sim/support/parameters/nested.h"

namespace reprise {

inline std::vector<std::string> choices(BootstrapMethod) { return {"percentile", "bca"}; }

struct BootstrapSettings {
  BootstrapMethod method = BootstrapMethod::percentile;
  std::int64_t replicates = 2000;

  static const Parameters<BootstrapSettings>& parameters();
};

}  // namespace reprise
