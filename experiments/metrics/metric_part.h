// Metrics that have parameters: `metrics: [{first_hit: {above: 0.8}}]`. Such a metric is one file,
// which registers its parameters and a function that makes the metric of them:
//
//   const Registration<MetricPart> registration(
//       "sessions whose first recommendation was heard for long enough",
//       Parameters<FirstHit>("first_hit").add("above", &FirstHit::above, "the share heard", ...),
//       [](const FirstHit& parameters, MetricContext&) { return Metric{...}; });
//
// The metric's name is made of the registered one and of the parameters that are not the defaults,
// "first_hit(above=0.8)", and stands in results.
#pragma once

#include "experiments/metrics/metric.h"
#include "sim/support/parameters/registry.h"

namespace reprise {

struct MetricContext {};

struct MetricPart {
  static constexpr const char* kind = "metric";
  using Made = Metric;
  using Context = MetricContext;
};

}  // namespace reprise
