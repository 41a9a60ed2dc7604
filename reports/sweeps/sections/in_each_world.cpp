// Writes the effects in each setting of the world. Choices are ranked within each world, worlds
// never.
#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reports/sweeps/sweep_names.h"
#include "reports/sweeps/sweep_section.h"
#include "reports/sweeps/world_settings.h"

namespace reprise {
namespace {

void write(Page& page, ReportedSweep& report) {
  if (report.ranked == 0 || shown_under_user_models(report)) return;
  if (swept(report.sweep) == Swept::choices) return;  // ranking.cpp
  PageTable table;
  table.left = report.names.size() + 1;
  const std::vector<std::size_t> order = parameters_in_order(report.sweep);
  for (const std::size_t parameter : order) {
    table.header.push_back(page.code(report.names[parameter]));
  }
  table.header.insert(table.header.end(),
                      {"treatment", "effect [lower, upper] %",
                       fmt::format("mean {}", page.code(report.sweep.ranked_metric)), "verdict"});
  // Choices are ranked within each world, worlds never.
  const bool ranked_within = swept(report.sweep) == Swept::choices_in_worlds;
  if (ranked_within) table.header.emplace_back("in its world");
  const CellsInOrder in_order = cells_in_order(
      report.sweep, {report.effects.begin(),
                     report.effects.begin() + static_cast<std::ptrdiff_t>(report.ranked)});
  for (std::size_t i = 0; i < std::min(in_order.cells.size(), kMostRows); ++i) {
    const CellEffect& one = in_order.cells[i];
    std::vector<PageCell>& row = table.rows.emplace_back();
    for (const std::size_t parameter : order) {
      row.emplace_back(page.code(value_text(report.sweep, *one.cell, parameter)));
    }
    row.insert(row.end(), {page.code(one.effect->treatment),
                           effect_cell(page, one, true),
                           one.mean,
                           {std::string(verdict_words(one.verdict)), one.verdict}});
    if (ranked_within) row.emplace_back(in_order.best_in_its_world[i] ? "best" : "");
  }
  page.section("In each world");
  page.table(table);
  rest_note(page, report.ranked, "cells");
  page.paragraph(reading_note(page, report));
}

const SweepSectionRegistration registration({"in each world", 310, write});

}  // namespace
}  // namespace reprise
