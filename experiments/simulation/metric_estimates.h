// Computes the estimates of one treatment's metrics: means over users and quantiles of sessions,
// each with its interval.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "experiments/simulation/engine/totals.h"
#include "experiments/spec/experiment_spec.h"
#include "experiments/statistics/interval_rule.h"
#include "reports/results/results.h"

namespace reprise {

/// The settings from which intervals are computed.
struct EstimateSettings {
  IntervalRule rule;
  BootstrapSettings bootstrap = {};  // for quantiles
  std::uint64_t seed = 1;            // for the resamples of the bootstrap
};

/// Returns the settings of an experiment whose length was fixed beforehand. Pure.
EstimateSettings estimate_settings(const ExperimentSpec& spec);

/// Returns the mean over users and its interval; all three numbers are NaN if there are no users.
/// Thread-safe.
MetricEstimate metric_estimate(const std::string& metric, const UserValues& users,
                               const Estimator& estimator, const IntervalRule& rule);

/// Returns the estimate of each metric, in the order of `metrics`. For a metric of single sessions
/// this is its quantile, with the bootstrap interval. Thread-safe.
std::vector<MetricEstimate> metric_estimates(const Totals& totals, const Observables& observables,
                                             const std::vector<const Metric*>& metrics,
                                             const Estimator& estimator,
                                             const EstimateSettings& settings);

/// Returns the metrics that reports show for each treatment: the experiment's metrics, and always
/// repeat_rate and artists_per_session, which show how a recommender behaves.
std::vector<const Metric*> reported_metrics(const ExperimentSpec& spec);

/// Returns the metrics that are counted while sessions are played: the reported metrics, and those
/// by which every run is checked and compared.
std::vector<const Metric*> counted_metrics(const ExperimentSpec& spec);

}  // namespace reprise
