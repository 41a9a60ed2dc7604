#include "experiments/analysis/compare_treatments.h"

#include <cmath>
#include <limits>
#include <map>
#include <memory>

#include "experiments/statistics/equivalence.h"
#include "experiments/statistics/multiplicity.h"

namespace reprise {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

std::vector<double> adjusted(Multiplicity multiplicity, const std::vector<double>& p) {
  switch (multiplicity) {
    case Multiplicity::holm:
      return holm(p);
    case Multiplicity::benjamini_hochberg:
      return benjamini_hochberg(p);
    case Multiplicity::none:
      break;
  }
  return p;
}

RelativeInterval relative_interval(IntervalKind kind, const MeanDifference& means,
                                   double critical) {
  switch (kind) {
    case IntervalKind::fieller:
      return fieller_interval(means, critical);
    case IntervalKind::notebook:
      return notebook_interval(means, critical);
    case IntervalKind::delta:
      break;
  }
  return delta_interval(means, critical);
}

Effect unknown_effect(const EffectSettings& settings, const TreatmentComparison& named) {
  Effect effect;
  effect.treatment = named.treatment;
  effect.against = named.against;
  effect.metric = named.metric;
  effect.design = settings.design;
  effect.interval = choices(IntervalKind{})[static_cast<std::size_t>(settings.interval)];
  effect.confidence = 1 - settings.estimates.rule.alpha;
  effect.control_mean = named.against_mean;
  effect.treatment_mean = named.treatment_mean;
  // A split of few users can leave a treatment without users. Its effect is then unknown.
  effect.effect = effect.lower = effect.upper = effect.p = effect.p_adjusted = kUnknown;
  effect.difference = effect.difference_lower = effect.difference_upper = kUnknown;
  effect.shape = IntervalShape::whole_line;
  return effect;
}

// Fills in the effect, with intervals at confidence 1 - level.
void fill_effect(const EffectSettings& settings, const Comparison& comparison, double p_adjusted,
                 double level, Effect& effect) {
  const StudentInterval difference = settings.estimates.rule.again(comparison.difference, level);
  effect.difference = difference.estimate;
  effect.difference_lower = difference.lower;
  effect.difference_upper = difference.upper;
  effect.p = difference.p;
  effect.p_adjusted = p_adjusted;
  effect.confidence = 1 - level;
  effect.significant = difference.excludes_zero();
  effect.variance_reduction = comparison.variance_reduction;
  effect.correlation = comparison.correlation;
  const RelativeInterval interval =
      relative_interval(settings.interval, comparison.means, difference.critical);
  effect.shape = interval.shape;
  effect.effect = 100 * interval.effect.value_or(0);
  effect.lower = 100 * interval.lower;
  effect.upper = 100 * interval.upper;
}

void fill_quantile_effect(const EffectSettings& settings, const QuantileComparison& comparison,
                          double p_adjusted, double level, Effect& effect) {
  effect.interval =
      choices(BootstrapMethod{})[static_cast<std::size_t>(settings.estimates.bootstrap.method)];
  effect.difference = comparison.treatment - comparison.control;
  effect.difference_lower = comparison.difference.lower;
  effect.difference_upper = comparison.difference.upper;
  effect.p = comparison.p;
  effect.p_adjusted = p_adjusted;
  effect.confidence = 1 - level;
  effect.significant = effect.difference_lower > 0 || effect.difference_upper < 0;
  effect.effect = comparison.control != 0 ? 100 * effect.difference / comparison.control : 0;
  const bool bounded = comparison.relative && std::isfinite(comparison.relative->lower) &&
                       std::isfinite(comparison.relative->upper);
  effect.shape = bounded ? IntervalShape::bounded : IntervalShape::whole_line;
  effect.lower = bounded ? 100 * comparison.relative->lower : 0;
  effect.upper = bounded ? 100 * comparison.relative->upper : 0;
}

// Fills in the effects of one family, whose p values are adjusted for each other.
void build_family(const EffectSettings& settings,
                  const std::vector<TreatmentComparison>& comparisons,
                  const std::vector<std::size_t>& family, std::vector<Effect>& effects) {
  // Compute the p value of each comparison: of no difference, and of a difference beyond the
  // margin.
  const double alpha = settings.estimates.rule.alpha;
  std::vector<double> p;
  std::vector<double> p_equivalent;
  for (const std::size_t i : family) {
    if (comparisons[i].quantiles) {
      p.push_back(comparisons[i].quantiles(alpha).p);
      p_equivalent.push_back(1);
      continue;
    }
    const Comparison& comparison = *comparisons[i].comparison;
    p.push_back(settings.estimates.rule.again(comparison.difference, alpha).p);
    p_equivalent.push_back(settings.margin > 0
                               ? lift_equivalence_p(comparison.means,
                                                    comparison.difference.degrees_of_freedom,
                                                    settings.margin)
                               : 1);
  }
  // Adjust the p values, and choose the levels of the intervals that agree with them.
  const std::vector<double> p_adjusted = adjusted(settings.multiplicity, p);
  const std::vector<double> levels = matching_levels(p, p_adjusted, alpha);
  const std::vector<double> equivalent = adjusted(settings.multiplicity, p_equivalent);
  for (std::size_t k = 0; k < family.size(); ++k) {
    Effect& effect = effects[family[k]];
    const TreatmentComparison& named = comparisons[family[k]];
    if (named.quantiles) {
      fill_quantile_effect(settings, named.quantiles(levels[k]), p_adjusted[k], levels[k], effect);
      continue;
    }
    fill_effect(settings, *named.comparison, p_adjusted[k], levels[k], effect);
    effect.equivalent = settings.margin > 0 && equivalent[k] <= alpha;
  }
}

}  // namespace

EffectSettings effect_settings(const ExperimentSpec& spec) {
  return {.design = spec.design.name,
          .interval = spec.interval,
          .multiplicity = spec.multiplicity,
          .margin = 0.01 * spec.margin.percent,
          .estimates = estimate_settings(spec)};
}

TreatmentComparison compare_users(const EffectSettings& settings, const Design& design,
                                  const Estimator& estimator, const std::string& metric,
                                  const NamedValues& against, const NamedValues& treatment) {
  TreatmentComparison named{.metric = metric, .treatment = treatment.name, .against = against.name};
  if (against.values.any() && treatment.values.any()) {
    named.comparison =
        design.compare(against.values, treatment.values, estimator, settings.estimates.rule.alpha);
    named.against_mean = named.comparison->means.control;
    named.treatment_mean = named.against_mean + named.comparison->means.difference;
    return named;
  }
  const auto mean = [&](const UserValues& users) {
    return users.any() ? estimator.of(users).mean : kUnknown;
  };
  named.against_mean = mean(against.values);
  named.treatment_mean = mean(treatment.values);
  return named;
}

TreatmentComparison compare_session_quantiles(const EffectSettings& settings, const Metric& metric,
                                              bool same_users, const std::string& against,
                                              UserDistributions against_sessions,
                                              const std::string& treatment,
                                              UserDistributions treatment_sessions) {
  TreatmentComparison named{.metric = metric.name,
                            .treatment = treatment,
                            .against = against,
                            .against_mean = kUnknown,
                            .treatment_mean = kUnknown};
  if (against_sessions.values.empty() || treatment_sessions.values.empty()) return named;
  // The bootstrap has many replicates, so the result of each level is kept.
  auto known = std::make_shared<std::map<double, QuantileComparison>>();
  named.quantiles = [settings, &metric, same_users, control = std::move(against_sessions),
                     treated = std::move(treatment_sessions), known](double level) {
    const auto at = known->find(level);
    if (at != known->end()) return at->second;
    return (*known)[level] = compare_quantiles(
               control, treated, same_users, metric.quantile, settings.estimates.bootstrap.method,
               static_cast<std::uint64_t>(settings.estimates.bootstrap.replicates),
               settings.estimates.seed, level);
  };
  const QuantileComparison at_alpha = named.quantiles(settings.estimates.rule.alpha);
  named.against_mean = at_alpha.control;
  named.treatment_mean = at_alpha.treatment;
  return named;
}

// Makes an effect of each comparison:
//
//   for each comparison: make an effect without numbers
//   collect the families: the comparisons on one metric; a comparison with a ceiling is alone
//   for each family:                                                 (build_family)
//     p = the p values at alpha;  p_adjusted = p adjusted for each other (Holm, for example)
//     level = alpha p / p_adjusted, for each comparison
//     fill in each effect, with its interval at confidence 1 - level
//
// Threads: runs on the calling thread, which also calls `quantiles`; its bootstrap uses the threads
// of the TBB arena.
std::vector<Effect> build_effects(const EffectSettings& settings,
                                  const std::vector<TreatmentComparison>& comparisons) {
  std::vector<Effect> effects;
  std::map<std::string, std::vector<std::size_t>> families;
  for (std::size_t i = 0; i < comparisons.size(); ++i) {
    const TreatmentComparison& named = comparisons[i];
    effects.push_back(unknown_effect(settings, named));
    if (!named.comparison && !named.quantiles) continue;
    if (named.ceiling) {
      build_family(settings, comparisons, {i}, effects);
    } else {
      families[named.metric].push_back(i);
    }
  }
  for (const auto& [metric, family] : families) {
    build_family(settings, comparisons, family, effects);
  }
  return effects;
}

}  // namespace reprise
