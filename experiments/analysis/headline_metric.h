// Finds the metric that the answer of an experiment is about.
#pragma once

#include "experiments/spec/experiment_spec.h"
#include "reports/results/headline_metrics.h"

namespace reprise {

/// Returns the first headline metric that the experiment has; without one, its first metric that
/// users have values of; null if there is none.
inline const Metric* headline_metric(const ExperimentSpec& spec) {
  for (const std::string_view name : kHeadlineMetrics) {
    for (const Metric* metric : spec.metrics) {
      if (metric->name == name) return metric;
    }
  }
  for (const Metric* metric : spec.metrics) {
    if (metric->average != Average::of_sessions) return metric;
  }
  return nullptr;
}

}  // namespace reprise
