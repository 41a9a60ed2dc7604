// Which cells of a sweep are best, and which of them the data cannot tell from the best.
#pragma once

#include <vector>

#include "reports/results/sweep_results.h"

namespace reprise {

/// The effect of a cell that ranks it: of the treatment that is asked for, or of its best. Null
/// where there is none, or only a ceiling's. Points into the cell.
const Effect* ranking_effect(const SweepCell& cell, const SweepResults& sweep);

/// Cells with an effect on the ranked metric, best first. Each is compared with the best by the
/// difference of their relative effects, with Holm's adjustment over the ranking. Cells share
/// sessions, so treating the effects as independent, as is done, overstates the error of most
/// differences: what is told apart is apart.
std::vector<RankedCell> rank_cells(const SweepResults& sweep);

}  // namespace reprise
