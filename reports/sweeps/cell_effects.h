// Defines the effect of each cell of a sweep: the effect of the cell's ranked treatment on the
// ranked metric. Every report shows the same order and the same rounding.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reports/results/sweep_results.h"
#include "reports/summary/comparison.h"
#include "reports/summary/effect_texts.h"

namespace reprise {

/// The standing of a cell, compared with the best cell.
enum class Standing {
  best,
  tied,   // the data do not tell the cell and the best apart
  worse,  // the cell is significantly worse than the best
  // The cell and the best cannot be compared, such as after different numbers of episodes.
  unknown,
};

/// Returns the text under the heading "tied": "best", "yes", "no" or "unknown".
std::string_view standing_text(Standing standing);

/// A cell with the effect of its ranked or best treatment. Texts are rounded alike for all cells of
/// the sweep.
struct CellEffect : EffectTexts {
  std::size_t index = 0;  // index of the cell
  const SweepCell* cell = nullptr;
  const Effect* effect = nullptr;
  std::size_t rank = 0;  // rank from 1; 0 if the cell is not in the ranking
  Standing standing = Standing::unknown;
  Verdict verdict = Verdict::unclear;  // verdict on the treatment, against the control
  std::string mean;                    // mean of the treatment on the ranked metric
};

/// Returns all cells that have an effect on the ranked metric: first the cells of the ranking, the
/// best first, then the others in the order of the sweep. Another cell has the effect of the ranked
/// treatment, or of its best treatment if no treatment is ranked. The elements point into `sweep`.
/// Pure, safe to call from any thread.
std::vector<CellEffect> cell_effects(const SweepResults& sweep);

/// Returns the number of ranked cells among them; the ranked cells come first.
std::size_t ranked_count(const std::vector<CellEffect>& effects);

/// Returns the effect in one world as an Effect, for functions that show effects. Its difference is
/// not known.
Effect effect_in_world(const SweepResults& sweep, const WorldEffect& world);

/// Returns whether the effect has the sign that is better on the ranked metric.
bool points_to_better(const SweepResults& sweep, double effect);

}  // namespace reprise
