// Writes the ranking of the cells. Settings of the world are not ranked.
#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reports/sweeps/sweep_names.h"
#include "reports/sweeps/sweep_section.h"
#include "reports/sweeps/sweep_summary.h"

namespace reprise {
namespace {

void write(Page& page, ReportedSweep& report) {
  if (report.ranked == 0 || shown_under_user_models(report)) return;
  if (swept(report.sweep) != Swept::choices) return;  // in_each_world.cpp
  PageTable table;
  table.left = report.names.size() + 2;
  table.header = {"rank"};
  for (const std::string& name : report.names) table.header.push_back(page.code(name));
  table.header.insert(
      table.header.end(),
      {"treatment", "effect [lower, upper] %",
       fmt::format("mean {}", page.code(report.sweep.ranked_metric)), "tied with the best"});
  std::vector<std::string> notes;
  for (std::size_t i = 0; i < std::min(report.ranked, kMostRows); ++i) {
    const CellEffect& one = report.effects[i];
    std::vector<PageCell>& row =
        table.rows.emplace_back(std::vector<PageCell>{fmt::format("{}", one.rank)});
    for (std::size_t parameter = 0; parameter < report.names.size(); ++parameter) {
      row.emplace_back(page.code(value_text(report.sweep, *one.cell, parameter)));
    }
    row.insert(row.end(), {page.code(one.effect->treatment), effect_cell(page, one, true), one.mean,
                           std::string(standing_text(one.standing))});
    if (one.effect->shape != IntervalShape::bounded) {
      notes.push_back(fmt::format("Rank {}: {}.", one.rank, unbounded_note(*one.effect)));
    }
  }
  page.section("The ranking");
  page.table(table);
  rest_note(page, report.ranked, "cells of the ranking");
  page.paragraph(reading_note(page, report));
  say_notes(page, notes);
}

const SweepSectionRegistration registration({"ranking", 300, write});

}  // namespace
}  // namespace reprise
