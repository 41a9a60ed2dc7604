// The metrics of one treatment as estimates: means over users with their intervals, and quantiles
// of sessions with theirs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "experiments/simulation/engine/totals.h"
#include "experiments/spec/experiment_spec.h"
#include "experiments/statistics/interval_rule.h"
#include "reports/results/results.h"

namespace reprise {

/// How intervals are made.
struct EstimateSettings {
  IntervalRule rule;
  BootstrapSettings bootstrap = {};  // of quantiles
  std::uint64_t seed = 1;            // of the bootstrap's resamples
};

/// The settings of an experiment whose length was fixed beforehand. Pure.
EstimateSettings estimate_settings(const ExperimentSpec& spec);

/// The mean over users and its interval; not numbers where there are no users. Thread-safe.
MetricEstimate metric_estimate(const std::string& metric, const UserValues& users,
                               const Estimator& estimator, const IntervalRule& rule);

/// The same for each metric, in the order of `metrics`. A metric of single sessions has its
/// quantile and the bootstrap interval. Thread-safe.
std::vector<MetricEstimate> metric_estimates(const Totals& totals, const Observables& observables,
                                             const std::vector<const Metric*>& metrics,
                                             const Estimator& estimator,
                                             const EstimateSettings& settings);

/// The metrics that reports show of each treatment: the experiment's, and in any case those that
/// show how a recommender behaves (repeats, artists per session).
std::vector<const Metric*> reported_metrics(const ExperimentSpec& spec);

/// The metrics that have to be counted while sessions are played: the reported ones, and those that
/// every run is checked and compared by.
std::vector<const Metric*> counted_metrics(const ExperimentSpec& spec);

}  // namespace reprise
