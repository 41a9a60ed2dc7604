// What a sweep is about, cell by cell: the effect of the ranked treatment on the ranked metric, in
// the one order and the one rounding that every report shows.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reports/results/sweep_results.h"
#include "reports/summary/comparison.h"
#include "reports/summary/effect_texts.h"

namespace reprise {

/// How a cell stands to the best one.
enum class Standing {
  best,
  tied,     // the data do not tell them apart
  worse,    // significantly
  unknown,  // the two cannot be compared, such as after different numbers of episodes
};

/// Under the heading "tied": "best", "yes", "no", "unknown".
std::string_view standing_text(Standing standing);

/// A cell and its treatment that counts. Texts are rounded alike for all cells of the sweep.
struct CellEffect : EffectTexts {
  std::size_t index = 0;  // of the cell
  const SweepCell* cell = nullptr;
  const Effect* effect = nullptr;
  std::size_t rank = 0;  // from 1; 0 where the cell is not in the ranking
  Standing standing = Standing::unknown;
  Verdict verdict = Verdict::unclear;  // against the control
  std::string mean;                    // the treatment's, on the ranked metric
};

/// All cells that have an effect on the ranked metric: those of the ranking, best first, then the
/// others (of a treatment that is ranked, or else their best) in their order. They point into
/// `sweep`. Pure, safe to call from any thread.
std::vector<CellEffect> cell_effects(const SweepResults& sweep);

/// Those of them that are ranked; they come first.
std::size_t ranked_count(const std::vector<CellEffect>& effects);

/// An effect in one world as an effect, for what shows effects. Its difference is not known.
Effect effect_in_world(const SweepResults& sweep, const WorldEffect& world);

/// Whether the effect points to where the ranked metric is better.
bool points_to_better(const SweepResults& sweep, double effect);

}  // namespace reprise
