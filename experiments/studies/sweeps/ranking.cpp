#include "experiments/studies/sweeps/ranking.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <boost/math/distributions/normal.hpp>

#include "experiments/statistics/multiplicity.h"

namespace reprise {
namespace {

// Returns the effect with the sign for which larger is better.
double goodness(const Effect& effect, Better better) {
  return better == Better::lower ? -effect.effect : effect.effect;
}

}  // namespace

std::optional<double> relative_standard_error(const Effect& effect) {
  if (effect.shape != IntervalShape::bounded) return std::nullopt;
  const double z = boost::math::quantile(boost::math::normal(), 0.5 + effect.confidence / 2);
  const double error = (effect.upper - effect.lower) / (2 * z);
  return std::isfinite(error) ? std::optional(error) : std::nullopt;
}

const Effect* ranking_effect(const SweepCell& cell, const SweepResults& sweep) {
  const Effect* best = nullptr;
  for (const Effect& effect : cell.effects) {
    if (effect.metric != sweep.ranked_metric || !std::isfinite(effect.effect)) continue;
    if (!sweep.ranked_treatment.empty() && effect.treatment != sweep.ranked_treatment) continue;
    if (effect.shape == IntervalShape::whole_line) continue;
    const bool ceiling = std::find(cell.ceilings.begin(), cell.ceilings.end(), effect.treatment) !=
                         cell.ceilings.end();
    if (ceiling && sweep.ranked_treatment.empty()) continue;
    if (best == nullptr ||
        goodness(effect, sweep.ranked_better) > goodness(*best, sweep.ranked_better)) {
      best = &effect;
    }
  }
  return best;
}

std::vector<RankedCell> rank_cells(const SweepResults& sweep) {
  std::vector<RankedCell> ranking;
  std::vector<const Effect*> effects;
  for (std::size_t cell = 0; cell < sweep.cells.size(); ++cell) {
    const Effect* effect = ranking_effect(sweep.cells[cell], sweep);
    if (effect != nullptr) ranking.push_back({cell, effect->treatment, std::nullopt, false});
  }
  const auto effect_of = [&](const RankedCell& ranked) -> const Effect& {
    return *ranking_effect(sweep.cells[ranked.cell], sweep);
  };
  // Cells that were dropped by halving were played less, so they rank behind the cells that stayed.
  const auto rounds = [&](const RankedCell& ranked) {
    const SweepCell& cell = sweep.cells[ranked.cell];
    return cell.status == CellStatus::dropped ? cell.episodes
                                              : std::numeric_limits<std::uint64_t>::max();
  };
  std::stable_sort(ranking.begin(), ranking.end(), [&](const RankedCell& a, const RankedCell& b) {
    if (rounds(a) != rounds(b)) return rounds(a) > rounds(b);
    return goodness(effect_of(a), sweep.ranked_better) >
           goodness(effect_of(b), sweep.ranked_better);
  });
  if (ranking.empty()) return ranking;

  // Compare each cell with the best one, if both played equally long.
  const Effect& best = effect_of(ranking.front());
  ranking.front().p_as_best = 1;
  ranking.front().tied = true;
  std::vector<double> p_values;
  std::vector<RankedCell*> compared;
  const std::optional<double> error_of_best = relative_standard_error(best);
  for (std::size_t i = 1; i < ranking.size(); ++i) {
    const Effect& other = effect_of(ranking[i]);
    const std::optional<double> error = relative_standard_error(other);
    if (!error || !error_of_best || rounds(ranking[i]) != rounds(ranking.front())) continue;
    const double difference =
        goodness(best, sweep.ranked_better) - goodness(other, sweep.ranked_better);
    const double scale = std::hypot(*error, *error_of_best);
    const double p = scale > 0 ? 2 * boost::math::cdf(boost::math::complement(
                                         boost::math::normal(), std::abs(difference) / scale))
                               : (difference == 0 ? 1.0 : 0.0);
    p_values.push_back(p);
    compared.push_back(&ranking[i]);
  }
  const std::vector<double> adjusted = holm(p_values);
  for (std::size_t i = 0; i < compared.size(); ++i) {
    compared[i]->p_as_best = adjusted[i];
    compared[i]->tied = adjusted[i] > 1 - sweep.confidence;
  }
  return ranking;
}

}  // namespace reprise
