#include "reports/sweeps/cell_effects.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "reports/text/number_text.h"

namespace reprise {
namespace {

// Returns the effect of a treatment on the ranked metric. If `treatment` is empty, returns the best
// effect of any treatment.
const Effect* find_effect(const SweepResults& sweep, const SweepCell& cell,
                          std::string_view treatment) {
  const Effect* best = nullptr;
  const double sign = sweep.ranked_better == Better::lower ? -1 : 1;
  for (const Effect& effect : cell.effects) {
    if (effect.metric != sweep.ranked_metric) continue;
    if (!treatment.empty() && effect.treatment != treatment) continue;
    const bool first = best == nullptr || !std::isfinite(best->effect);
    if (first || sign * effect.effect > sign * best->effect) best = &effect;
  }
  return best;
}

Standing standing_of(const RankedCell& ranked, std::size_t rank) {
  if (rank == 1) return Standing::best;
  if (ranked.tied) return Standing::tied;
  return ranked.p_as_best ? Standing::worse : Standing::unknown;
}

double mean_of(const SweepResults& sweep, const CellEffect& shown) {
  for (const TreatmentMeans& means : shown.cell->treatments) {
    if (means.treatment != shown.effect->treatment) continue;
    const MetricEstimate* figure = find_estimate(means.metrics, sweep.ranked_metric);
    if (figure != nullptr) return figure->mean;
  }
  return shown.effect->treatment_mean;
}

}  // namespace

std::string_view standing_text(Standing standing) {
  switch (standing) {
    case Standing::best:
      return "best";
    case Standing::tied:
      return "yes";
    case Standing::worse:
      return "no";
    case Standing::unknown:
      break;
  }
  return "unknown";
}

std::vector<CellEffect> cell_effects(const SweepResults& sweep) {
  std::vector<CellEffect> all;
  std::vector<bool> shown(sweep.cells.size(), false);
  const auto add = [&](std::size_t index, std::string_view treatment) -> CellEffect* {
    if (index >= sweep.cells.size() || shown[index]) return nullptr;
    const SweepCell& cell = sweep.cells[index];
    const Effect* effect = find_effect(sweep, cell, treatment);
    if (effect == nullptr) return nullptr;
    shown[index] = true;
    CellEffect& added = all.emplace_back();
    added.index = index;
    added.cell = &cell;
    added.effect = effect;
    added.verdict = verdict_of(*effect, sweep.ranked_better);
    return &added;
  };
  std::size_t rank = 0;
  for (const RankedCell& ranked : sweep.ranking) {
    CellEffect* added = add(ranked.cell, ranked.treatment);
    if (added == nullptr) continue;
    added->rank = ++rank;
    added->standing = standing_of(ranked, rank);
  }
  for (std::size_t i = 0; i < sweep.cells.size(); ++i) add(i, sweep.ranked_treatment);

  std::vector<const Effect*> effects;
  std::vector<double> means;
  for (const CellEffect& one : all) {
    effects.push_back(one.effect);
    means.push_back(mean_of(sweep, one));
  }
  const std::vector<EffectTexts> texts = effect_texts(effects);
  const int decimals = decimals_for_means(means);
  for (std::size_t i = 0; i < all.size(); ++i) {
    static_cast<EffectTexts&>(all[i]) = texts[i];
    all[i].mean = std::isfinite(means[i]) ? fixed_text(means[i], decimals) : "";
  }
  return all;
}

std::size_t ranked_count(const std::vector<CellEffect>& effects) {
  return static_cast<std::size_t>(std::count_if(
      effects.begin(), effects.end(), [](const CellEffect& effect) { return effect.rank > 0; }));
}

Effect effect_in_world(const SweepResults& sweep, const WorldEffect& world) {
  Effect effect;
  effect.metric = sweep.ranked_metric;
  effect.effect = world.effect;
  effect.lower = world.lower;
  effect.upper = world.upper;
  effect.shape = world.shape;
  return effect;
}

bool points_to_better(const SweepResults& sweep, double effect) {
  return sweep.ranked_better == Better::lower ? effect < 0 : effect > 0;
}

}  // namespace reprise
