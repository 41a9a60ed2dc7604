// Tells what a sweep found under each of its user models: whether the winner wins under all of
// them, and where another treatment is better. All functions are pure and safe to call from any
// thread; what they return points into the sweep.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "reports/results/sweep_results.h"
#include "reports/sweeps/cell_effects.h"

namespace reprise {

/// A treatment under one user model, on the ranked metric. Texts are rounded alike for all models.
struct UnderModel : EffectTexts {
  std::string_view model;
  const Effect* effect = nullptr;  // null if the treatment has none under this model
  Verdict verdict = Verdict::none;
  std::size_t place =
      0;  // by its estimate among the treatments that compete, from 1; 0 for a ceiling
};

/// A treatment under all user models.
struct TreatmentUnderModels {
  std::string_view treatment;
  std::vector<UnderModel> models;  // in the sweep's order
};

/// Returns the treatments of a cell but for the control, the best over all models first, ceilings
/// last. Empty without user models, and without an effect on the ranked metric.
std::vector<TreatmentUnderModels> treatments_under_models(const SweepResults& sweep,
                                                          const SweepCell& cell);

/// Returns what the ranked treatment of a cell did under each user model. Empty without user
/// models.
std::vector<UnderModel> under_models(const SweepResults& sweep, const CellEffect& ranked);

/// Returns the number of treatments of a cell that compete with each other: all but the control and
/// ceilings.
std::size_t competing_treatments(const SweepResults& sweep, const SweepCell& cell);

/// Returns the effect of the best treatment under a model, by its estimate; null if there is none.
const Effect* best_under(const SweepResults& sweep, const SweepCell& cell, std::string_view model);

}  // namespace reprise
