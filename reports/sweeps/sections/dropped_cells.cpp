// Writes which cells halving dropped.
#include <algorithm>
#include <string>
#include <vector>

#include "reports/sweeps/sweep_names.h"
#include "reports/sweeps/sweep_section.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

void write(Page& page, ReportedSweep& report) {
  PageTable table;
  table.left = report.names.size();
  for (const std::string& name : report.names) table.header.push_back(page.code(name));
  table.header.insert(table.header.end(), {"episodes", "effect [lower, upper] %"});
  for (std::size_t i = 0; i < report.sweep.cells.size(); ++i) {
    const SweepCell& cell = report.sweep.cells[i];
    if (cell.status != CellStatus::dropped) continue;
    std::vector<PageCell>& row = table.rows.emplace_back();
    for (std::size_t parameter = 0; parameter < report.names.size(); ++parameter) {
      row.emplace_back(page.code(value_text(report.sweep, cell, parameter)));
    }
    const auto effect = std::find_if(report.effects.begin(), report.effects.end(),
                                     [i](const CellEffect& one) { return one.index == i; });
    row.emplace_back(count_text(cell.episodes));
    row.push_back(effect == report.effects.end() ? PageCell() : effect_cell(page, *effect, false));
  }
  if (table.rows.empty()) return;
  const std::size_t all = table.rows.size();
  table.rows.resize(std::min(all, kMostRows));
  page.section("Cells that halving dropped");
  page.paragraph("Found worse than others after so many episodes, and not played any longer.");
  page.table(table);
  rest_note(page, all, "dropped cells");
}

const SweepSectionRegistration registration({"dropped cells", 800, write});

}  // namespace
}  // namespace reprise
