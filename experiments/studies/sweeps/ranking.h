// Ranks the cells of a sweep, and finds the cells that the data cannot tell from the best one.
#pragma once

#include <vector>

#include "reports/results/sweep_results.h"

namespace reprise {

/// Returns the effect that ranks a cell: that of the treatment that is asked for, or that of its
/// best treatment. Null when there is no such effect, or only that of a ceiling. Points into the
/// cell.
const Effect* ranking_effect(const SweepCell& cell, const SweepResults& sweep);

/// Returns the standard error of a relative effect in percent; absent if its interval is not
/// bounded.
std::optional<double> relative_standard_error(const Effect& effect);

/// Returns the cells with an effect on the ranked metric, best first. Each cell is compared with
/// the best cell by the difference of their relative effects, with Holm's adjustment over the
/// ranking. The effects are treated as independent. But cells share sessions, so this overstates
/// the error of most differences: cells that are told apart do differ.
std::vector<RankedCell> rank_cells(const SweepResults& sweep);

}  // namespace reprise
