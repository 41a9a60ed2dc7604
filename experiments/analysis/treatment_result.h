// What is said of one treatment by itself: its means with their intervals, and its catalogue
// figures.
#pragma once

#include "experiments/analysis/compare_treatments.h"
#include "experiments/simulation/engine/totals.h"
#include "experiments/simulation/engine/treatment.h"
#include "experiments/spec/estimators/estimator.h"
#include "experiments/spec/experiment_spec.h"
#include "reports/results/results.h"

namespace reprise {

/// Mean over users and its interval; not numbers where there are no users.
MetricEstimate metric_estimate(const std::string& metric, const UserValues& users,
                               const Estimator& estimator, const IntervalRule& rule);

/// The same for each metric, in the order of `metrics`; of quantiles the quantile and its bootstrap
/// interval.
std::vector<MetricEstimate> metric_estimates(const Totals& totals, const Observables& observables,
                                             const std::vector<const Metric*>& metrics,
                                             const Estimator& estimator,
                                             const EffectSettings& settings);

/// What is said of each treatment: the experiment's metrics and, whatever it measures, those that
/// show how a recommender behaves (repeats, artists per session).
std::vector<const Metric*> shown_metrics(const ExperimentSpec& spec);

/// Everything of a treatment but its way to the oracle.
TreatmentResult treatment_result(const Treatment& treatment, const Totals& totals,
                                 const Observables& observables, const ExperimentSpec& spec,
                                 const Estimator& estimator, const EffectSettings& settings);

}  // namespace reprise
