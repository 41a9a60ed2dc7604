// Metrics as configs name them.
#pragma once

#include <string>
#include <vector>

#include "experiments/metrics/metric.h"
#include "sim/support/parameters/parameters.h"

namespace reprise {

template <>
struct ParameterType<const Metric*> {
  static std::string name() { return "metric"; }
  /// Throws UserError, with a suggestion, for names that no metric has.
  static const Metric* read(const Node& node, const std::string& what);
  static Node write(const Metric* metric) {
    return metric == nullptr ? Node{} : Node::make_scalar(metric->name);
  }
};

/// The metric, or mean_time_per_session where none was written. (Defaults are made before main,
/// when metrics may not have registered yet.)
const Metric& metric_or_time(const Metric* metric);

/// One metric, or a list of them.
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
