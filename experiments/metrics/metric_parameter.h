// Reads and writes metrics by their names in configs, or with their parameters.
#pragma once

#include <string>
#include <vector>

#include "experiments/metrics/metric.h"
#include "sim/support/parameters/parameters.h"

namespace reprise {

template <>
struct ParameterType<const Metric*> {
  static std::string name() { return "metric"; }
  /// Throws UserError, with a suggestion, for a name that no metric has.
  static const Metric* read(const Node& node, const std::string& what);
  static Node write(const Metric* metric) {
    if (metric == nullptr) return {};
    return metric->written.is_null() ? Node::make_scalar(metric->name) : metric->written;
  }
};

/// Returns the metric, or mean_time_per_session when `metric` is null because the config names
/// none. (Defaults are made before main, when metrics may not have registered yet, so the default
/// itself cannot be a metric.)
const Metric& metric_or_time(const Metric* metric);

/// One metric, or a list of metrics.
struct MetricNames {
  std::vector<const Metric*> metrics;
};

template <>
struct ParameterType<MetricNames> {
  static std::string name() { return "metric, or list of them"; }
  static MetricNames read(const Node& node, const std::string& what);
  static Node write(const MetricNames& names) {
    return ParameterType<std::vector<const Metric*>>::write(names.metrics);
  }
};

}  // namespace reprise
