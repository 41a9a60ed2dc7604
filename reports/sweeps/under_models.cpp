#include "reports/sweeps/under_models.h"

#include <algorithm>
#include <cmath>

namespace reprise {
namespace {

double goodness(const SweepResults& sweep, const Effect& effect) {
  return sweep.ranked_better == Better::lower ? -effect.effect : effect.effect;
}

bool is_ceiling(const SweepCell& cell, std::string_view treatment) {
  return std::find(cell.ceilings.begin(), cell.ceilings.end(), treatment) != cell.ceilings.end();
}

// Returns the effects on the ranked metric that compete, the best first; then those of ceilings.
std::vector<const Effect*> in_order(const SweepResults& sweep, const SweepCell& cell,
                                    const std::vector<Effect>& effects) {
  std::vector<const Effect*> order;
  for (const Effect& effect : effects) {
    if (effect.metric == sweep.ranked_metric && std::isfinite(effect.effect)) {
      order.push_back(&effect);
    }
  }
  std::stable_sort(order.begin(), order.end(), [&](const Effect* a, const Effect* b) {
    const bool a_last = is_ceiling(cell, a->treatment);
    const bool b_last = is_ceiling(cell, b->treatment);
    if (a_last != b_last) return b_last;
    return goodness(sweep, *a) > goodness(sweep, *b);
  });
  return order;
}

UnderModel under_model(const SweepResults& sweep, const SweepCell& cell,
                       const UserModelFindings& found, std::string_view treatment) {
  UnderModel one;
  one.model = found.model;
  std::size_t place = 0;
  for (const Effect* effect : in_order(sweep, cell, found.effects)) {
    ++place;
    if (effect->treatment != treatment) continue;
    one.effect = effect;
    one.verdict = verdict_of(*effect, sweep.ranked_better);
    one.place = is_ceiling(cell, treatment) ? 0 : place;
  }
  return one;
}

}  // namespace

std::vector<TreatmentUnderModels> treatments_under_models(const SweepResults& sweep,
                                                          const SweepCell& cell) {
  std::vector<TreatmentUnderModels> treatments;
  if (cell.user_models.empty()) return treatments;
  std::vector<const Effect*> effects;
  for (const Effect* overall : in_order(sweep, cell, cell.effects)) {
    TreatmentUnderModels& one = treatments.emplace_back();
    one.treatment = overall->treatment;
    for (const UserModelFindings& found : cell.user_models) {
      one.models.push_back(under_model(sweep, cell, found, one.treatment));
      if (one.models.back().effect != nullptr) effects.push_back(one.models.back().effect);
    }
  }
  const std::vector<EffectTexts> texts = effect_texts(effects);
  std::size_t next = 0;
  for (TreatmentUnderModels& one : treatments) {
    for (UnderModel& model : one.models) {
      if (model.effect != nullptr) static_cast<EffectTexts&>(model) = texts[next++];
    }
  }
  return treatments;
}

std::vector<UnderModel> under_models(const SweepResults& sweep, const CellEffect& ranked) {
  std::vector<UnderModel> models;
  std::vector<const Effect*> effects;
  for (const UserModelFindings& found : ranked.cell->user_models) {
    models.push_back(under_model(sweep, *ranked.cell, found, ranked.effect->treatment));
    if (models.back().effect != nullptr) effects.push_back(models.back().effect);
  }
  const std::vector<EffectTexts> texts = effect_texts(effects);
  std::size_t next = 0;
  for (UnderModel& model : models) {
    if (model.effect != nullptr) static_cast<EffectTexts&>(model) = texts[next++];
  }
  return models;
}

std::size_t competing_treatments(const SweepResults& sweep, const SweepCell& cell) {
  const std::vector<const Effect*> order = in_order(sweep, cell, cell.effects);
  return static_cast<std::size_t>(std::count_if(order.begin(), order.end(), [&](const Effect* one) {
    return !is_ceiling(cell, one->treatment);
  }));
}

const Effect* best_under(const SweepResults& sweep, const SweepCell& cell, std::string_view model) {
  for (const UserModelFindings& found : cell.user_models) {
    if (found.model != model) continue;
    const std::vector<const Effect*> order = in_order(sweep, cell, found.effects);
    return order.empty() || is_ceiling(cell, order.front()->treatment) ? nullptr : order.front();
  }
  return nullptr;
}

}  // namespace reprise
