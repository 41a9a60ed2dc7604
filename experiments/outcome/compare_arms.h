// An effect as reports show it: a design's comparison of two treatments on one metric.
#pragma once

#include "experiments/designs/design.h"
#include "experiments/experiment_spec.h"
#include "reports/results.h"

namespace reprise {

/// How effects are made and what they are called.
struct EffectSettings {
  std::string design;
  IntervalKind interval = IntervalKind::fieller;
  double alpha = 0.05;
};

EffectSettings effect_settings(const ExperimentSpec& spec);

/// The effect of a comparison.
Effect describe_comparison(const EffectSettings& settings, const std::string& metric,
                           const std::string& treatment, const Comparison& comparison);

/// The effect of a treatment on a metric; not a number where nobody played one of the two.
Effect effect_of(const EffectSettings& settings, const Design& design, const std::string& metric,
                 const std::string& treatment, const UserValues& control,
                 const UserValues& treated);

}  // namespace reprise
