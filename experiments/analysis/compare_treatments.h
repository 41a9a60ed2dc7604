// Compares pairs of treatments with the experiment's design and makes effects, as reports show
// them. The comparisons on one metric are adjusted for each other, because among many comparisons
// some look like effects by chance alone.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "experiments/simulation/metric_estimates.h"
#include "experiments/spec/designs/design.h"
#include "experiments/spec/experiment_spec.h"
#include "reports/results/results.h"

namespace reprise {

/// The methods by which effects are computed, and the names that the reports show.
struct EffectSettings {
  std::string design;
  IntervalKind interval = IntervalKind::fieller;
  Multiplicity multiplicity = Multiplicity::holm;
  double margin = 0;  // a fraction of the control's mean; 0: no effect is called equivalent
  EstimateSettings estimates;
};

EffectSettings effect_settings(const ExperimentSpec& spec);

/// The comparison of a treatment with another treatment (`against`) on one metric.
struct TreatmentComparison {
  std::string metric;
  std::string treatment;
  std::string against;
  // One of the two observes latent state. A difference from such a ceiling is no finding, so this
  // comparison does not count among the comparisons of its metric.
  bool ceiling = false;
  double against_mean = 0;  // not a number if no user played it
  double treatment_mean = 0;
  std::optional<Comparison> comparison = {};  // absent if one of the two has no user
  // Takes the place of `comparison` for a quantile of sessions: returns the comparison at
  // confidence 1 - level.
  std::function<QuantileComparison(double level)> quantiles = {};
};

/// The values of a treatment's users on the metric that is compared.
struct NamedValues {
  const std::string& name;
  const UserValues& values;
};

/// Returns the comparison of two treatments on users' values. `comparison.difference` is at the
/// settings' alpha.
TreatmentComparison compare_users(const EffectSettings& settings, const Design& design,
                                  const Estimator& estimator, const std::string& metric,
                                  const NamedValues& against, const NamedValues& treatment);

/// Returns the comparison of two treatments on a quantile of sessions. `same_users` is true when
/// both treatments played the same sessions.
TreatmentComparison compare_session_quantiles(const EffectSettings& settings, const Metric& metric,
                                              bool same_users, const std::string& against,
                                              UserDistributions against_sessions,
                                              const std::string& treatment,
                                              UserDistributions treatment_sessions);

/// Returns the effects of the comparisons, in the same order. The comparisons on one metric are one
/// family: their p values are adjusted for each other, and each interval is widened so that it
/// agrees with its adjusted p.
std::vector<Effect> build_effects(const EffectSettings& settings,
                                  const std::vector<TreatmentComparison>& comparisons);

}  // namespace reprise
