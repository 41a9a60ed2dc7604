// Defines a sweep as the sections of its page use it: the ranked effects, the words for them, and
// the figures that wait for their section.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "reports/figures/drawn_figures.h"
#include "reports/pages/page_parts.h"
#include "reports/results/sweep_results.h"
#include "reports/sweeps/cell_effects.h"
#include "reports/sweeps/sweep_summary.h"

namespace reprise {

/// The most rows of a table. Longer ones would hide the rest of the page; sweep.csv has all rows.
inline constexpr std::size_t kMostRows = 20;

struct ReportedSweep {
  /// The sweep keeps references to both arguments, so they must outlive it.
  ReportedSweep(const SweepResults& found, const DrawnFigures& drawn);

  const SweepResults& sweep;
  // A section takes the figures that it shows.
  PendingFigures figures;
  std::vector<CellEffect> effects;   // the ranked ones first
  std::size_t ranked;                // so many are ranked
  std::vector<std::string> names;    // of the parameters
  std::vector<CellRemark> warnings;  // of cells
};

/// Returns whether the only cell is shown under its user models already. At least one cell must be
/// ranked.
bool shown_under_user_models(const ReportedSweep& report);

/// Returns the settings of these cells: "`dim` = `16`; `dim` = `32`", and the number of further
/// ones.
std::string settings(const Page& page, const ReportedSweep& report,
                     const std::vector<std::size_t>& cells);

/// Returns how to read the effects of the ranking.
std::string reading_note(const Page& page, const ReportedSweep& report);

/// Says how many of `all` rows the page leaves out; nothing if it shows them all.
void rest_note(Page& page, std::size_t all, std::string_view what);

/// Returns an effect with its interval, in percent: "+12.5 [+1.0, +24.0]". It is a CellEffect or an
/// UnderModel with an effect.
template <class Shown>
PageCell effect_cell(const Page& page, const Shown& one, bool key) {
  return {page.plain(fmt::format("{} {}", one.effect_percent, interval_text(*one.effect, one))),
          one.verdict, key};
}

}  // namespace reprise
