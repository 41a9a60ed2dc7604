#include "experiments/studies/sweeps/over_worlds.h"

#include <algorithm>
#include <cmath>

#include "experiments/analysis/compare_treatments.h"
#include "experiments/statistics/moments.h"
#include "experiments/statistics/paired.h"

namespace reprise {
namespace {

// Returns the mean and the t interval over worlds.
MetricEstimate mean_over_worlds(const std::string& metric, const std::vector<double>& values,
                                double alpha) {
  const Moments worlds = moments(values);
  const double n = static_cast<double>(worlds.n);
  const StudentInterval interval =
      student_interval(worlds.mean, std::sqrt(worlds.variance / n), n - 1, alpha);
  return {metric, worlds.mean, interval.lower, interval.upper};
}

TreatmentComparison compare_over_worlds(const EffectSettings& settings, const Effect& named,
                                        const std::vector<double>& control,
                                        const std::vector<double>& treatment) {
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
    comparisons.back().ceiling = std::find(cell.ceilings.begin(), cell.ceilings.end(),
                                           cell.effects[e].treatment) != cell.ceilings.end();
  }
  cell.effects = build_effects(settings, comparisons);
  // The sessions and the warnings, each warning once.
  for (std::size_t world = 1; world < of_worlds.size(); ++world) {
    for (const TreatmentResult& result : of_worlds[world].treatments) {
      cell.sessions += result.sessions;
    }
    for (const std::string& warning : of_worlds[world].warnings) {
      if (std::find(cell.warnings.begin(), cell.warnings.end(), warning) == cell.warnings.end()) {
        cell.warnings.push_back(warning);
      }
    }
  }
}

}  // namespace reprise
