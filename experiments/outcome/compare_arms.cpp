#include "experiments/outcome/compare_arms.h"

#include <limits>

#include "experiments/statistics/moments.h"

namespace reprise {
namespace {

Effect named_effect(const EffectSettings& settings, const std::string& metric,
                    const std::string& treatment) {
  Effect effect;
  effect.treatment = treatment;
  effect.metric = metric;
  effect.design = settings.design;
  effect.interval = choices(IntervalKind{})[static_cast<std::size_t>(settings.interval)];
  return effect;
}

}  // namespace

EffectSettings effect_settings(const ExperimentSpec& spec) {
  return {spec.design.name, spec.interval, 1 - spec.confidence};
}

Effect effect_of(const EffectSettings& settings, const Design& design, const std::string& metric,
                 const std::string& treatment, const UserValues& control,
                 const UserValues& treated) {
  if (!control.any() || !treated.any()) {
    // A split of few users can leave a treatment without any; nothing is known of its effect then.
    Effect effect = named_effect(settings, metric, treatment);
    constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
    const auto mean = [](const UserValues& users) {
      return users.any() ? moments(users.compact()).mean : kUnknown;
    };
    effect.control_mean = mean(control);
    effect.treatment_mean = mean(treated);
    effect.effect = effect.lower = effect.upper = effect.p = kUnknown;
    effect.difference = effect.difference_lower = effect.difference_upper = kUnknown;
    effect.shape = IntervalShape::whole_line;
    return effect;
  }
  return describe_comparison(settings, metric, treatment,
                             design.compare(control, treated, settings.alpha));
}

Effect describe_comparison(const EffectSettings& settings, const std::string& metric,
                           const std::string& treatment, const Comparison& comparison) {
  Effect effect = named_effect(settings, metric, treatment);
  const StudentInterval& difference = comparison.difference;
  effect.control_mean = comparison.means.control;
  effect.treatment_mean = comparison.means.control + comparison.means.difference;
  effect.difference = difference.estimate;
  effect.difference_lower = difference.lower;
  effect.difference_upper = difference.upper;
  effect.p = difference.p;
  effect.significant = difference.excludes_zero();
  effect.variance_reduction = comparison.variance_reduction;
  const auto relative = settings.interval == IntervalKind::fieller    ? fieller_interval
                        : settings.interval == IntervalKind::notebook ? notebook_interval
                                                                      : delta_interval;
  const RelativeInterval interval = relative(comparison.means, difference.critical);
  effect.shape = interval.shape;
  effect.effect = 100 * interval.effect.value_or(0);
  effect.lower = 100 * interval.lower;
  effect.upper = 100 * interval.upper;
  return effect;
}

}  // namespace reprise
