// Draws the ranking of the cells: a row per cell with its effect and interval. Colours show which
// cells are tied with the best.
#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "reports/figures/effect_axis.h"
#include "reports/figures/effect_chart.h"
#include "reports/figures/effect_mark.h"
#include "reports/figures/row_chart.h"
#include "reports/sweeps/figures/sweep_chart.h"
#include "reports/sweeps/sweep_figure.h"
#include "reports/sweeps/sweep_names.h"
#include "reports/sweeps/sweep_summary.h"
#include "reports/sweeps/world_settings.h"
#include "reports/text/display_text.h"

namespace reprise {
namespace {

// Returns the values of a cell: "16, first". A row has no room for the names of the parameters, so
// a note below the chart has them.
std::string values_of(const SweepResults& sweep, const SweepCell& cell) {
  std::vector<std::string_view> values;
  for (const std::size_t i : parameters_in_order(sweep)) {
    values.push_back(value_text(sweep, cell, i));
  }
  return fmt::format("{}", fmt::join(values, ", "));
}

std::vector<std::string> names_in_order(const SweepResults& sweep) {
  const std::vector<std::string> names = parameter_names(sweep);
  std::vector<std::string> in_order;
  for (const std::size_t i : parameters_in_order(sweep)) in_order.push_back(names[i]);
  return in_order;
}

bool several_treatments(const std::vector<CellEffect>& cells) {
  std::set<std::string_view> treatments;
  for (const CellEffect& cell : cells) treatments.insert(cell.effect->treatment);
  return treatments.size() > 1;
}

ChartRow row_of(const SweepResults& sweep, const CellEffect& cell, const EffectAxis& axis,
                bool ranked, bool name_treatment) {
  constexpr int kNoteColumns = 26;
  ChartRow row;
  row.name = values_of(sweep, *cell.cell);
  if (ranked) row.name = fmt::format("{}. {}", cell.rank, row.name);
  if (name_treatment) row.note = shorten(printable(cell.effect->treatment), kNoteColumns);
  const bool tied = cell.standing == Standing::best || cell.standing == Standing::tied;
  row.marks = {effect_mark(*cell.effect, cell, cell.verdict, tied || !ranked ? 0 : 1, axis)};
  return row;
}

std::string script(const SweepResults& sweep) {
  const bool ranked = swept(sweep) == Swept::choices;
  std::vector<CellEffect> cells = figure_cells(sweep);
  cells.resize(ranked_count(cells));
  if (cells.size() < 2) return {};
  // The axis fits the rows that the chart shows; further rows need no room on it.
  std::vector<const Effect*> shown = effects_of(cells);
  shown.resize(std::min(shown.size(), kMostChartRows));
  const EffectAxis axis(shown, EffectAxis::Zero::when_near);
  RowChart chart;
  chart.name = "ranking";
  const bool name_treatment = several_treatments(cells);
  bool unknown = false;
  for (const CellEffect& cell : cells) {
    ChartRow row = row_of(sweep, cell, axis, ranked, name_treatment);
    // The legend is about the rows that the chart shows.
    if (chart.rows.size() < kMostChartRows) unknown |= cell.standing == Standing::unknown;
    chart.rows.push_back(std::move(row));
  }
  chart.title = ranked ? fmt::format("Ranking by the {}", effect_name(sweep))
                       : fmt::format("In each world, the {}", effect_name(sweep));
  chart.subtitle = sweep_subtitle(sweep);
  if (ranked) {
    chart.series = {{"best, and tied with it"},
                    {unknown ? "worse, or not comparable" : "significantly worse"}};
  } else {
    chart.series = {{""}};
  }
  chart.numbers_heading = fmt::format("effect, % [{} interval]", confidence_text(sweep.confidence));
  if (!sweep.parameters.empty()) {
    chart.notes.push_back(fmt::format("Rows: {}.", fmt::join(names_in_order(sweep), ", ")));
  }
  chart.rows_are = "cells";
  chart.all_are_in = "sweep.csv";
  finish_effect_chart(chart, axis);
  return write_row_chart(chart);
}

const SweepFigureRegistration registration({"ranking",
                                            "The effects of the ranked cells with their intervals",
                                            4, script});

}  // namespace
}  // namespace reprise
