#include "experiments/analysis/treatment_result.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "experiments/analysis/course_of_sessions.h"
#include "experiments/statistics/moments.h"
#include "experiments/statistics/student_t.h"

namespace reprise {

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
                           const Metric& metric, const EffectSettings& settings) {
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
                                             const EffectSettings& settings) {
  std::vector<MetricEstimate> figures;
  for (const Metric* metric : metrics) {
    figures.push_back(metric->average == Average::of_sessions
                          ? quantile_of(totals, observables, *metric, settings)
                          : metric_estimate(metric->name, totals.values(*metric, observables),
                                            estimator, settings.rule));
  }
  return figures;
}

std::vector<const Metric*> shown_metrics(const ExperimentSpec& spec) {
  std::vector<const Metric*> shown = spec.metrics;
  for (const char* name : {"repeat_rate", "artists_per_session"}) {
    const Metric* metric = find_metric(name);
    if (std::find(shown.begin(), shown.end(), metric) == shown.end()) shown.push_back(metric);
  }
  return shown;
}

TreatmentResult treatment_result(const Treatment& treatment, const Totals& totals,
                                 const Observables& observables, const ExperimentSpec& spec,
                                 const Estimator& estimator, const EffectSettings& settings) {
  TreatmentResult result;
  result.name = treatment.name;
  result.recommender = treatment.sentence;
  result.control = treatment.name == spec.control;
  result.oracle = treatment.observes_latent_state;
  result.privileged = treatment.privileged;
  result.users = totals.users(observables);
  result.sessions = totals.sessions;
  result.recommendations = totals.recommendations;
  const SourceTally& sources = totals.sources;
  result.fallbacks = sources.fallbacks();
  result.fallback_causes = {sources.no_anchor, sources.no_list, sources.exhausted};
  result.lists_asked = sources.lists_asked;
  result.lists_found = sources.lists_found;
  result.metrics = metric_estimates(totals, observables, shown_metrics(spec), estimator, settings);
  add_course_of_sessions(result, totals, settings.rule);
  for (const CatalogMetric& metric : catalog_metrics()) {
    result.catalog.push_back({metric.name, metric.value(totals.plays)});
  }
  return result;
}

}  // namespace reprise
