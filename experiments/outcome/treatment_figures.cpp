#include "experiments/outcome/treatment_figures.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "experiments/statistics/moments.h"
#include "experiments/statistics/student_t.h"

namespace reprise {

MetricFigure metric_figure(const std::string& metric, const UserValues& users, double alpha) {
  const Moments found = moments(users.compact());
  if (found.n == 0) {
    constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
    return {metric, kUnknown, kUnknown, kUnknown};
  }
  const double n = static_cast<double>(found.n);
  const StudentInterval interval =
      student_interval(found.mean, std::sqrt(found.variance / n), n - 1, alpha);
  return {metric, found.mean, interval.lower, interval.upper};
}

std::vector<MetricFigure> metric_figures(const Totals& totals, const Observables& observables,
                                         const std::vector<const Metric*>& metrics, double alpha) {
  std::vector<MetricFigure> figures;
  for (const Metric* metric : metrics) {
    figures.push_back(metric_figure(metric->name, totals.values(*metric, observables), alpha));
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

namespace {

// How long sessions were, and how it went step by step.
void add_course_of_sessions(TreatmentResult& result, const Totals& totals) {
  // A step's mean is shown while as many sessions reach it as make it a figure.
  constexpr std::uint64_t kEnough = 100;
  result.lengths = totals.lengths;
  while (!result.lengths.empty() && result.lengths.back() == 0) result.lengths.pop_back();
  std::uint64_t reach = totals.sessions - totals.lengths[0];
  for (std::size_t step = 0; step < Totals::kSteps && reach >= kEnough; ++step) {
    result.time_by_step.push_back(0.01 * static_cast<double>(totals.time_by_step[step]) /
                                  static_cast<double>(reach));
    reach -= totals.lengths[step + 1];
  }
}

}  // namespace

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
  add_course_of_sessions(result, totals);
  for (const CatalogMetric& metric : catalog_metrics()) {
    result.catalog.push_back({metric.name, metric.value(totals.plays)});
  }
  return result;
}

}  // namespace reprise
