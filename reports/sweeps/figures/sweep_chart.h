// Holds the parts that the figures of sweeps share: titles, looks, and the places of values on an
// axis.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reports/figures/canvas.h"
#include "reports/results/sweep_results.h"
#include "reports/sweeps/cell_effects.h"

namespace reprise {

/// The colours of cells: one for the best cell, one for the cells that it is compared with.
inline constexpr std::string_view kBestColour = figure_colours::kVermillion;
inline constexpr std::string_view kOtherColour = "#7fa8c4";

/// Returns "effect on mean_time_per_session, against random". All functions are pure and safe to
/// call from any thread.
std::string effect_name(const SweepResults& sweep);

/// Returns a subtitle: the confidence of the intervals, the design, the episodes and the seeds.
std::string sweep_subtitle(const SweepResults& sweep);

/// Returns cell_effects(), for figures. If worlds are swept, the cells of a world stand together
/// and none is the best of all, or tied with it: nobody chooses a world.
std::vector<CellEffect> figure_cells(const SweepResults& sweep);

/// Returns the effects of the cells, for an axis.
std::vector<const Effect*> effects_of(const std::vector<CellEffect>& cells);

/// Returns the place of each value of a parameter on an axis, within [0, 1]. Numbers (or their
/// logarithms) keep their distances. Values that are not numbers, or not finite, are equally far
/// apart.
std::vector<double> value_places(const SweepParameter& parameter);

/// Returns whether value_places keeps the distances of the numbers.
bool has_numeric_axis(const SweepParameter& parameter);

/// Returns whether distinct_short_names() numbered one of the names. kNumberedNote explains the
/// number to the reader.
bool any_numbered(const std::vector<std::string>& names);
inline constexpr std::string_view kNumberedNote =
    "#: the place of the value in its parameter's list; sweep.csv has it in full.";

/// Returns "models.ranker.dim", with "(log scale)" if the axis has a log scale.
std::string axis_title(const SweepParameter& parameter);

}  // namespace reprise
