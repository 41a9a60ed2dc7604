// What the figures of sweeps have in common: titles, looks, and where values stand on an axis.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "reports/figures/canvas.h"
#include "reports/results/sweep_results.h"
#include "reports/sweeps/cell_effects.h"

namespace reprise {

/// Colours of cells: one to look at, and those it is compared with.
inline constexpr std::string_view kBestColour = figure_colours::kVermillion;
inline constexpr std::string_view kOtherColour = "#7fa8c4";

/// "effect on mean_time_per_session, against random". All functions are pure and safe to call from
/// any thread.
std::string effect_name(const SweepResults& sweep);

/// How sure the intervals are and how much was played, in small words.
std::string sweep_subtitle(const SweepResults& sweep);

/// The effects of these, for an axis.
std::vector<const Effect*> effects_of(const std::vector<CellEffect>& cells);

/// Where each value of a parameter stands, as shares of an axis within [0, 1]: numbers as far apart
/// as they are (or their logarithms), others and those that are not finite equally far.
std::vector<double> value_places(const SweepParameter& parameter);

/// Whether value_places follow the numbers.
bool has_numeric_axis(const SweepParameter& parameter);

/// Whether distinct_short_names() told any of these apart by their places, and what to say then.
bool any_numbered(const std::vector<std::string>& names);
inline constexpr std::string_view kNumberedNote =
    "#: the place of the value in its parameter's list; sweep.csv has it in full.";

/// "models.ranker.dim", with "(log scale)" where its axis has one.
std::string axis_title(const SweepParameter& parameter);

}  // namespace reprise
