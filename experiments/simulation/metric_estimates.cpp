#include "experiments/simulation/metric_estimates.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "experiments/statistics/moments.h"
#include "experiments/statistics/student_t.h"
#include "reports/results/headline_metrics.h"

namespace reprise {

EstimateSettings estimate_settings(const ExperimentSpec& spec) {
  return {.rule = {.alpha = 1 - spec.confidence, .anytime_look = std::nullopt},
          .bootstrap = spec.bootstrap,
          .seed = spec.seeds.values.front()};
}

MetricEstimate metric_estimate(const std::string& metric, const UserValues& users,
                               const Estimator& estimator, const IntervalRule& rule) {
  const Moments found = estimator.of(users);
  if (found.n == 0) {
    constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
    return {metric, kUnknown, kUnknown, kUnknown};
  }
  const double n = static_cast<double>(found.n);
  const StudentInterval interval =
      rule.interval(found.mean, std::sqrt(found.variance / n), n - 1, rule.alpha);
  return {metric, found.mean, interval.lower, interval.upper};
}

namespace {

MetricEstimate quantile_of(const Totals& totals, const Observables& observables,
                           const Metric& metric, const EstimateSettings& settings) {
  const UserDistributions sessions = totals.distributions(metric, observables);
  constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
  if (sessions.values.empty()) return {metric.name, kUnknown, kUnknown, kUnknown};
  const QuantileEstimate figure =
      quantile_estimate(sessions, metric.quantile, settings.bootstrap.method,
                        static_cast<std::uint64_t>(settings.bootstrap.replicates), settings.seed,
                        settings.rule.alpha);
  return {metric.name, figure.estimate, figure.lower, figure.upper};
}

}  // namespace

std::vector<MetricEstimate> metric_estimates(const Totals& totals, const Observables& observables,
                                             const std::vector<const Metric*>& metrics,
                                             const Estimator& estimator,
                                             const EstimateSettings& settings) {
  std::vector<MetricEstimate> figures;
  for (const Metric* metric : metrics) {
    figures.push_back(metric->average == Average::of_sessions
                          ? quantile_of(totals, observables, *metric, settings)
                          : metric_estimate(metric->name, totals.values(*metric, observables),
                                            estimator, settings.rule));
  }
  return figures;
}

std::vector<const Metric*> reported_metrics(const ExperimentSpec& spec) {
  std::vector<const Metric*> reported = spec.metrics;
  for (const char* name : {"repeat_rate", "artists_per_session"}) {
    const Metric* metric = find_metric(name);
    if (std::find(reported.begin(), reported.end(), metric) == reported.end()) {
      reported.push_back(metric);
    }
  }
  return reported;
}

std::vector<const Metric*> counted_metrics(const ExperimentSpec& spec) {
  std::vector<const Metric*> counted = reported_metrics(spec);
  counted.push_back(find_metric("sessions"));
  counted.push_back(find_metric(std::string(kHeadlineMetric)));
  return counted;
}

}  // namespace reprise
