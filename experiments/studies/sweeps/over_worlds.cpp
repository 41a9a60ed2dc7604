#include "experiments/studies/sweeps/over_worlds.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "experiments/analysis/compare_treatments.h"
#include "experiments/statistics/moments.h"
#include "experiments/statistics/paired.h"

namespace reprise {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

// Returns whether there is a value in every world: a treatment without a user has none.
bool all_known(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(),
                     [](double value) { return std::isfinite(value); });
}

// Returns the mean and the t interval over worlds; not a number if a world lacks its value.
MetricEstimate mean_over_worlds(const std::string& metric, const std::vector<double>& values,
                                double alpha) {
  if (!all_known(values)) return {metric, kUnknown, kUnknown, kUnknown};
  const Moments worlds = moments(values);
  const double n = static_cast<double>(worlds.n);
  const StudentInterval interval =
      student_interval(worlds.mean, std::sqrt(worlds.variance / n), n - 1, alpha);
  return {metric, worlds.mean, interval.lower, interval.upper};
}

TreatmentComparison compare_over_worlds(const EffectSettings& settings, const Effect& named,
                                        const std::vector<double>& control,
                                        const std::vector<double>& treatment) {
  if (!all_known(control) || !all_known(treatment)) {
    const auto mean = [](const std::vector<double>& values) {
      return all_known(values) ? moments(values).mean : kUnknown;
    };
    return {.metric = named.metric,
            .treatment = named.treatment,
            .against = named.against,
            .against_mean = mean(control),
            .treatment_mean = mean(treatment)};
  }
  const PairedMoments worlds = paired_moments(control, treatment);
  const PairedComparison paired = paired_comparison(worlds, settings.estimates.rule.alpha);
  return {named.metric,
          named.treatment,
          named.against,
          false,
          worlds.first.mean,
          worlds.second.mean,
          Comparison{paired.difference, paired_difference(worlds), std::nullopt, std::nullopt},
          {}};
}

// Returns whether the metric is above 0 in all runs for all treatments.
bool all_positive(const std::vector<Results>& runs, const std::string& metric) {
  for (const Results& results : runs) {
    for (const TreatmentResult& treatment : results.treatments) {
      for (const MetricEstimate& figure : treatment.metrics) {
        if (figure.metric == metric && !(figure.mean > 0)) return false;
      }
    }
  }
  return true;
}

// Returns the comparison of logarithms: its difference is the mean of the ratios' logarithms.
// Against a control of exactly 1 a relative effect is the difference itself.
TreatmentComparison compare_logarithms(const EffectSettings& settings, const Effect& named,
                                       double control_mean, const std::vector<double>& logarithms) {
  const Moments pairs = moments(logarithms);
  const double n = static_cast<double>(pairs.n);
  const double error = std::sqrt(pairs.variance / n);
  return {
      named.metric,
      named.treatment,
      named.against,
      false,
      control_mean,
      control_mean * std::exp(pairs.mean),
      Comparison{student_interval(pairs.mean, error, n - 1, settings.estimates.rule.alpha),
                 MeanDifference{
                     .control = 1, .difference = pairs.mean, .difference_variance = error * error},
                 std::nullopt, std::nullopt},
      {}};
}

// Returns an effect that was computed in logarithms as one in percent.
Effect from_logarithms(Effect effect) {
  const auto percent = [](double logarithm) { return 100 * std::expm1(logarithm / 100); };
  effect.effect = percent(effect.effect);
  effect.lower = percent(effect.lower);
  effect.upper = percent(effect.upper);
  effect.difference = 0.01 * effect.effect * effect.control_mean;
  effect.difference_lower = 0.01 * effect.lower * effect.control_mean;
  effect.difference_upper = 0.01 * effect.upper * effect.control_mean;
  effect.interval = "log ratio";
  return effect;
}

bool is_ceiling(const SweepCell& cell, const std::string& treatment) {
  return std::find(cell.ceilings.begin(), cell.ceilings.end(), treatment) != cell.ceilings.end();
}

// Adds the sessions and the warnings of all runs but the first, each warning once.
void add_other_runs(SweepCell& cell, const std::vector<Results>& runs) {
  for (std::size_t run = 1; run < runs.size(); ++run) {
    for (const TreatmentResult& result : runs[run].treatments) cell.sessions += result.sessions;
    for (const std::string& warning : runs[run].warnings) {
      if (std::find(cell.warnings.begin(), cell.warnings.end(), warning) == cell.warnings.end()) {
        cell.warnings.push_back(warning);
      }
    }
  }
}

}  // namespace

void fill_cell(SweepCell& cell, const Results& results) {
  cell.episodes = results.episodes;
  for (const TreatmentResult& treatment : results.treatments) {
    cell.sessions += treatment.sessions;
    cell.treatments.push_back({treatment.name, treatment.metrics});
    if (treatment.oracle) cell.ceilings.push_back(treatment.name);
  }
  cell.effects = results.effects;
  cell.warnings = results.warnings;
}

void fill_cell(SweepCell& cell, const ExperimentSpec& spec, const std::vector<Results>& of_worlds) {
  fill_cell(cell, of_worlds.front());
  // The means of each treatment.
  const double alpha = 1 - spec.confidence;
  for (std::size_t t = 0; t < cell.treatments.size(); ++t) {
    for (std::size_t m = 0; m < cell.treatments[t].metrics.size(); ++m) {
      std::vector<double> values;
      for (const Results& results : of_worlds) {
        values.push_back(results.treatments[t].metrics[m].mean);
      }
      MetricEstimate& figure = cell.treatments[t].metrics[m];
      figure = mean_over_worlds(figure.metric, values, alpha);
    }
  }
  // The effects.
  const EffectSettings settings = effect_settings(spec);
  std::vector<TreatmentComparison> comparisons;
  for (std::size_t e = 0; e < cell.effects.size(); ++e) {
    std::vector<double> control;
    std::vector<double> treatment;
    for (const Results& results : of_worlds) {
      control.push_back(results.effects[e].control_mean);
      treatment.push_back(results.effects[e].treatment_mean);
    }
    comparisons.push_back(compare_over_worlds(settings, cell.effects[e], control, treatment));
    comparisons.back().ceiling = is_ceiling(cell, cell.effects[e].treatment);
  }
  cell.effects = build_effects(settings, comparisons);
  add_other_runs(cell, of_worlds);
}

void fill_cell_over_models(SweepCell& cell, const ExperimentSpec& spec,
                           const std::vector<Results>& of_pairs) {
  // What has no logarithm is as over worlds.
  fill_cell(cell, spec, of_pairs);
  for (std::size_t t = 0; t < cell.treatments.size(); ++t) {
    for (std::size_t m = 0; m < cell.treatments[t].metrics.size(); ++m) {
      MetricEstimate& figure = cell.treatments[t].metrics[m];
      if (!all_positive(of_pairs, figure.metric)) continue;
      std::vector<double> logs;
      for (const Results& results : of_pairs) {
        logs.push_back(std::log(results.treatments[t].metrics[m].mean));
      }
      const MetricEstimate mean = mean_over_worlds(figure.metric, logs, 1 - spec.confidence);
      figure = {figure.metric, std::exp(mean.mean), std::exp(mean.lower), std::exp(mean.upper)};
    }
  }
  EffectSettings settings = effect_settings(spec);
  settings.margin = std::log1p(settings.margin);
  std::vector<TreatmentComparison> comparisons;
  std::vector<std::size_t> of_effects;
  for (std::size_t e = 0; e < cell.effects.size(); ++e) {
    const Effect& effect = cell.effects[e];
    if (!all_positive(of_pairs, effect.metric)) continue;
    std::vector<double> ratios;
    double log_of_control = 0;
    for (const Results& results : of_pairs) {
      const Effect& of_pair = results.effects[e];
      ratios.push_back(std::log(of_pair.treatment_mean / of_pair.control_mean));
      log_of_control += std::log(of_pair.control_mean) / static_cast<double>(of_pairs.size());
    }
    comparisons.push_back(compare_logarithms(settings, effect, std::exp(log_of_control), ratios));
    comparisons.back().ceiling = is_ceiling(cell, effect.treatment);
    of_effects.push_back(e);
  }
  const std::vector<Effect> in_logarithms = build_effects(settings, comparisons);
  for (std::size_t i = 0; i < of_effects.size(); ++i) {
    cell.effects[of_effects[i]] = from_logarithms(in_logarithms[i]);
  }
}

}  // namespace reprise
