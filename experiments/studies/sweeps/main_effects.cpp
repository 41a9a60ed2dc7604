#include "experiments/studies/sweeps/main_effects.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include <boost/math/distributions/normal.hpp>

#include "experiments/statistics/main_effects.h"
#include "experiments/studies/sweeps/ranking.h"
#include "reports/sweeps/world_settings.h"

namespace reprise {
namespace {

const Effect* effect_of(const SweepResults& sweep, const SweepCell& cell,
                        const std::string& treatment) {
  for (const Effect& effect : cell.effects) {
    if (effect.metric == sweep.ranked_metric && effect.treatment == treatment) return &effect;
  }
  return nullptr;
}

// Returns the treatment whose effect is explained; empty if there is none.
std::string explained_treatment(const SweepResults& sweep) {
  if (!sweep.ranked_treatment.empty()) return sweep.ranked_treatment;
  std::map<std::string, double> sums;
  for (const RankedCell& ranked : sweep.ranking) {
    const SweepCell& cell = sweep.cells[ranked.cell];
    for (const Effect& effect : cell.effects) {
      const bool ceiling = std::find(cell.ceilings.begin(), cell.ceilings.end(),
                                     effect.treatment) != cell.ceilings.end();
      if (effect.metric == sweep.ranked_metric && !ceiling && std::isfinite(effect.effect)) {
        sums[effect.treatment] += effect.effect;
      }
    }
  }
  const double sign = sweep.ranked_better == Better::lower ? -1 : 1;
  const auto best = std::max_element(sums.begin(), sums.end(), [&](const auto& a, const auto& b) {
    return sign * a.second < sign * b.second;
  });
  return best == sums.end() ? std::string() : best->first;
}

// The logarithm of treatment / control. Settings of users multiply an effect rather than add to it,
// so on this scale their effects add up.
struct LogRatio {
  double value = 0;
  double standard_error = 0;
};

std::optional<LogRatio> log_ratio(const Effect& effect) {
  constexpr double kLeast = -100;  // percent
  if (!std::isfinite(effect.effect) || effect.effect <= kLeast) return std::nullopt;
  const std::optional<double> error = relative_standard_error(effect);
  if (!error) return std::nullopt;
  return LogRatio{std::log1p(effect.effect / 100), *error / (100 + effect.effect)};
}

// Returns the cells whose effect and error are known, with the values that they have, numbered anew
// for each parameter.
struct KnownCells {
  FactorialCells cells;
  std::vector<std::vector<std::size_t>> values;  // of each parameter: its value of each level
};

KnownCells known_cells(const SweepResults& sweep, const std::string& treatment) {
  KnownCells known;
  known.values.resize(sweep.parameters.size());
  for (const SweepCell& cell : sweep.cells) {
    const Effect* effect = effect_of(sweep, cell, treatment);
    if (cell.status != CellStatus::done || effect == nullptr) continue;
    const std::optional<LogRatio> ratio = log_ratio(*effect);
    if (!ratio) continue;
    std::vector<std::size_t>& levels = known.cells.levels.emplace_back();
    for (std::size_t i = 0; i < known.values.size(); ++i) {
      std::vector<std::size_t>& values = known.values[i];
      const auto at = std::find(values.begin(), values.end(), cell.values[i]);
      levels.push_back(static_cast<std::size_t>(at - values.begin()));
      if (at == values.end()) values.push_back(cell.values[i]);
    }
    known.cells.responses.push_back(ratio->value);
    known.cells.standard_errors.push_back(ratio->standard_error);
  }
  for (const std::vector<std::size_t>& values : known.values) {
    known.cells.n_levels.push_back(std::max<std::size_t>(values.size(), 1));
  }
  return known;
}

double percent(double log_ratio) { return 100 * std::expm1(log_ratio); }

}  // namespace

std::optional<MainEffects> main_effects(const SweepResults& sweep) {
  const bool incomplete =
      std::any_of(sweep.cells.begin(), sweep.cells.end(), [](const SweepCell& cell) {
        return cell.status == CellStatus::missing || cell.status == CellStatus::dropped;
      });
  if (sweep.parameters.size() < 2 || swept(sweep) == Swept::choices || incomplete) {
    return std::nullopt;
  }
  const std::string treatment = explained_treatment(sweep);
  const KnownCells known = known_cells(sweep, treatment);
  // A value for nearly each cell, as of random numbers, would be fitted exactly.
  std::size_t levels = 0;
  for (const std::size_t n : known.cells.n_levels) levels += n - 1;
  if (levels == 0 || levels + 1 > known.cells.responses.size()) return std::nullopt;
  const std::optional<MainEffectsFit> fit = fit_main_effects(known.cells);
  if (!fit) return std::nullopt;

  MainEffects main;
  main.treatment = treatment;
  main.cells = known.cells.responses.size();
  main.explained = fit->explained;
  main.confidence = sweep.confidence;
  for (const FactorEffect& factor : fit->effects) {
    const SweepParameter& parameter = sweep.parameters[factor.factor];
    const std::vector<std::size_t>& values = known.values[factor.factor];
    const double n = static_cast<double>(values.size());
    const double alpha = (1 - sweep.confidence) / (n * (n - 1) / 2);
    const double half = factor.standard_error * boost::math::quantile(boost::math::complement(
                                                    boost::math::normal(), alpha / 2));
    // The mean effect with the value that lowers it, and what the other value adds to it.
    const double mean_from = percent(factor.mean_from);
    const auto added = [&](double difference) {
      return std::exp(factor.mean_from) * percent(difference);
    };
    main.effects.push_back({.path = parameter.path,
                            .from = parameter.values[values[factor.from]],
                            .to = parameter.values[values[factor.to]],
                            .mean_from = mean_from,
                            .mean_to = percent(factor.mean_to),
                            .difference = added(factor.difference),
                            .lower = added(factor.difference - half),
                            .upper = added(factor.difference + half),
                            .significant = factor.difference > half});
  }
  std::stable_sort(
      main.effects.begin(), main.effects.end(),
      [](const MainEffect& a, const MainEffect& b) { return a.difference > b.difference; });
  return main;
}

}  // namespace reprise
