#include "experiments/analysis/treatment_result.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "experiments/analysis/course_of_sessions.h"
#include "experiments/statistics/moments.h"
#include "experiments/statistics/student_t.h"

namespace reprise {

TreatmentResult treatment_result(const Treatment& treatment, const Totals& totals,
                                 const Observables& observables, const ExperimentSpec& spec,
                                 const Estimator& estimator, const EffectSettings& settings) {
  TreatmentResult result;
  result.name = treatment.name;
  result.recommender = treatment.sentence;
  result.control = treatment.name == spec.control;
  result.oracle = treatment.capabilities.observes_latent_state;
  result.privileged = treatment.capabilities.privileged;
  result.users = totals.users(observables);
  result.sessions = totals.sessions;
  result.recommendations = totals.recommendations;
  const SourceTally& sources = totals.sources;
  result.fallbacks = sources.fallbacks();
  result.fallback_causes = {sources.no_anchor, sources.no_list, sources.exhausted};
  result.lists_asked = sources.lists_asked;
  result.lists_found = sources.lists_found;
  result.metrics =
      metric_estimates(totals, observables, reported_metrics(spec), estimator, settings.estimates);
  add_course_of_sessions(result, totals, settings.estimates.rule);
  for (const CatalogMetric& metric : catalog_metrics()) {
    result.catalog.push_back({metric.name, metric.value(totals.plays)});
  }
  return result;
}

}  // namespace reprise
