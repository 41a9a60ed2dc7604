// Effects as reports show them: a design's comparisons of pairs of treatments, told together,
// because of many comparisons some look like effects by chance alone.
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

/// How effects are made and what they are called.
struct EffectSettings {
  std::string design;
  IntervalKind interval = IntervalKind::fieller;
  Multiplicity multiplicity = Multiplicity::holm;
  double margin = 0;  // a fraction of the control's mean; 0: nothing is called equivalent
  EstimateSettings estimates;
};

EffectSettings effect_settings(const ExperimentSpec& spec);

/// A treatment beside another one on a metric.
struct NamedComparison {
  std::string metric;
  std::string treatment;
  std::string against;
  // Nobody asks whether a ceiling differs: it does not count among the comparisons.
  bool ceiling = false;
  double against_mean = 0;  // not a number where nobody played it
  double treatment_mean = 0;
  std::optional<Comparison> comparison;  // absent where nobody played one of the two
  // In its place for a quantile of sessions: the comparison at confidence 1 - level.
  std::function<QuantileComparison(double level)> quantiles;
};

/// A treatment's users on the metric that is compared.
struct NamedValues {
  const std::string& name;
  const UserValues& values;
};

/// Compares them. `comparison.difference` is at the settings' alpha.
NamedComparison compare_named(const EffectSettings& settings, const Design& design,
                              const Estimator& estimator, const std::string& metric,
                              const NamedValues& against, const NamedValues& treatment);

/// The same of quantiles of sessions. `same_users`: whether both played the same sessions.
NamedComparison compare_quantiles_named(const EffectSettings& settings, const Metric& metric,
                                        bool same_users, const std::string& against,
                                        UserDistributions against_sessions,
                                        const std::string& treatment,
                                        UserDistributions treatment_sessions);

/// What the comparisons say, in the same order. Those on one metric are one family: their p values
/// are adjusted for each other, and each interval is widened to agree with its adjusted p.
std::vector<Effect> build_effects(const EffectSettings& settings,
                                  const std::vector<NamedComparison>& comparisons);

}  // namespace reprise
