#include "experiments/treatment_figures.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "experiments/statistics/moments.h"
#include "experiments/statistics/student_t.h"

namespace reprise {

std::vector<MetricFigure> metric_figures(const Totals& totals, const Observables& observables,
                                         const std::vector<const Metric*>& metrics, double alpha) {
  std::vector<MetricFigure> figures;
  for (const Metric* metric : metrics) {
    const Moments users = moments(totals.values(*metric, observables).compact());
    if (users.n == 0) {
      constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
      figures.push_back({metric->name, kUnknown, kUnknown, kUnknown});
      continue;
    }
    const double n = static_cast<double>(users.n);
    const StudentInterval interval =
        student_interval(users.mean, std::sqrt(users.variance / n), n - 1, alpha);
    figures.push_back({metric->name, users.mean, interval.lower, interval.upper});
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

TreatmentResult treatment_result(const Arm& arm, const Totals& totals,
                                 const Observables& observables, const ExperimentSpec& spec) {
  TreatmentResult result;
  result.name = arm.name;
  result.recommender = arm.sentence;
  result.control = arm.name == spec.control;
  result.oracle = arm.needs_hidden;
  result.oracle_side = arm.oracle_side;
  const UserValues sessions = totals.values(*find_metric("sessions"), observables);
  result.users = static_cast<std::uint64_t>(
      std::count(sessions.present.begin(), sessions.present.end(), std::uint8_t{1}));
  result.sessions = totals.sessions;
  result.recommendations = totals.recommendations;
  const SourceTally& sources = totals.sources;
  result.fallbacks = sources.fallbacks();
  result.fallback_causes = {sources.no_anchor, sources.no_list, sources.exhausted};
  result.lists_asked = sources.lists_asked;
  result.lists_found = sources.lists_found;
  result.metrics = metric_figures(totals, observables, shown_metrics(spec), 1 - spec.confidence);
  for (const CatalogMetric& metric : catalog_metrics()) {
    result.catalog.push_back({metric.name, metric.value(totals.plays)});
  }
  return result;
}

}  // namespace reprise
