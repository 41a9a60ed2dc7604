// `stop:` of an experiment: the rule that says when its effects are known well enough.
#pragma once

#include <optional>

#include "experiments/metrics/metric_parameter.h"
#include "experiments/spec/selections/sequential_limits.h"
#include "experiments/spec/values/percent.h"
#include "sim/support/parameters/nested.h"

namespace reprise {

/// At least one of `half_width` and `decided` is set. An effect is known well enough when either
/// holds.
struct StopSpec {
  MetricNames metric;               // mean_time_per_session when left out
  std::optional<Width> half_width;  // of the effects' anytime-valid intervals
  bool decided = false;             // each treatment is shown better, worse or equivalent
  std::int64_t max_episodes = 1'000'000;

  static const Parameters<StopSpec>& parameters();
  SequentialLimits limits() const;
};

template <>
struct ParameterType<StopSpec> {
  static std::string name() { return "map"; }
  static StopSpec read(const Node& node, const std::string& what);
  static Node write(const StopSpec& stop) { return StopSpec::parameters().write(stop); }
};

}  // namespace reprise
