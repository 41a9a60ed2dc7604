#include "experiments/metrics/metric_parameter.h"

#include <fmt/format.h>

#include "reports/results/headline_metrics.h"

namespace reprise {

const Metric* ParameterType<const Metric*>::read(const Node& node, const std::string& what) {
  if (!node.is_scalar()) throw wrong_type(node, what, "the name of a metric");
  if (const Metric* metric = find_metric(node.scalar)) return metric;
  std::vector<std::string> names;
  for (const Metric& metric : reprise::metrics()) names.push_back(metric.name);
  throw UserError(node.place,
                  fmt::format("unknown metric '{}'{}; known: {}", node.scalar,
                              did_you_mean(node.scalar, names), fmt::join(names, ", ")));
}

const Metric& metric_or_time(const Metric* metric) {
  return metric != nullptr ? *metric : *find_metric(std::string(kHeadlineMetric));
}

MetricNames ParameterType<MetricNames>::read(const Node& node, const std::string& what) {
  if (!node.is_sequence()) return {{ParameterType<const Metric*>::read(node, what)}};
  MetricNames names{ParameterType<std::vector<const Metric*>>::read(node, what)};
  if (names.metrics.empty()) throw wrong_type(node, what, "at least one metric");
  return names;
}

}  // namespace reprise
