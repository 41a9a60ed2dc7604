// Writes how each parameter does by itself.
#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "reports/sweeps/sweep_names.h"
#include "reports/sweeps/sweep_section.h"
#include "reports/sweeps/world_settings.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

// Returns the number of decimals of the estimates next to the mean.
int mean_decimals(const ReportedSweep& report) {
  const std::string& text = report.effects.front().effect_percent;
  const std::size_t point = text.find('.');
  return point == std::string::npos ? 1 : static_cast<int>(text.size() - point - 1);
}

// Returns the row of one value of a parameter: the best cell with the value and its rank, or the
// least and the greatest effect if worlds are swept, and the mean over all ranked cells with the
// value.
std::vector<PageCell> value_row(const Page& page, const ReportedSweep& report,
                                std::size_t parameter, std::size_t value) {
  std::vector<const CellEffect*> cells;  // the best first
  for (std::size_t i = 0; i < report.ranked; ++i) {
    if (report.effects[i].cell->values[parameter] == value) cells.push_back(&report.effects[i]);
  }
  std::vector<const CellEffect*> finite;
  for (const CellEffect* one : cells) {
    if (std::isfinite(one->effect->effect)) finite.push_back(one);
  }
  double sum = 0;
  for (const CellEffect* one : finite) sum += one->effect->effect;
  std::vector<PageCell> row{page.code(report.sweep.parameters[parameter].values[value])};
  if (swept(report.sweep) == Swept::choices) {
    row.push_back(cells.empty() ? PageCell() : effect_cell(page, *cells.front(), false));
    row.emplace_back(cells.empty() ? "" : fmt::format("{}", cells.front()->rank));
  } else {
    const auto [least, most] = std::minmax_element(finite.begin(), finite.end(),
                                                   [](const CellEffect* a, const CellEffect* b) {
                                                     return a->effect->effect < b->effect->effect;
                                                   });
    row.push_back(finite.empty() ? PageCell() : effect_cell(page, **least, false));
    row.push_back(finite.empty() ? PageCell() : effect_cell(page, **most, false));
  }
  row.emplace_back(finite.empty() ? ""
                                  : signed_text(sum / static_cast<double>(finite.size()),
                                                mean_decimals(report)));
  row.emplace_back(count_text(finite.size()));
  return row;
}

void write(Page& page, ReportedSweep& report) {
  // With a single parameter, the ranking already has all the numbers.
  if (report.names.size() < 2 || report.ranked < 2) return;
  const bool choices = swept(report.sweep) == Swept::choices;
  bool begun = false;
  for (const std::size_t parameter : parameters_in_order(report.sweep)) {
    const std::size_t values = report.sweep.parameters[parameter].values.size();
    // A parameter with random numbers has a value per cell, so there is nothing to sum up.
    if (values < 2 || values >= report.ranked) continue;
    if (!std::exchange(begun, true)) {
      page.section("Parameter by parameter");
      page.paragraph(
          choices
              ? "Of each value, the best cell that has it, and the plain mean of the effects of "
                "all ranked cells that have it: a tendency over the other parameters, not a "
                "forecast for a cell."
              : "Of each value, the least and the greatest effect among the cells that have it, "
                "and the plain mean of their effects: how far the answer depends on it. Nobody "
                "chooses a world, so values are not ranked.");
    }
    PageTable table;
    table.header = {page.code(report.names[parameter]),
                    choices ? "best effect [lower, upper] %" : "least effect [lower, upper] %",
                    choices ? "its rank" : "greatest effect [lower, upper] %", "mean effect %",
                    "cells"};
    for (std::size_t value = 0; value < std::min(values, kMostRows); ++value) {
      table.rows.push_back(value_row(page, report, parameter, value));
    }
    page.table(table);
    rest_note(page, values, "values of this parameter");
  }
}

const SweepSectionRegistration registration({"parameters", 500, write});

}  // namespace
}  // namespace reprise
