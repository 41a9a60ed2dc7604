// Writes what the best cell did in each world.
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reports/summary/run_summary.h"
#include "reports/sweeps/sweep_names.h"
#include "reports/sweeps/sweep_section.h"
#include "reports/sweeps/sweep_summary.h"

namespace reprise {
namespace {

void write(Page& page, ReportedSweep& report) {
  if (report.ranked == 0 || report.effects.front().cell->worlds.size() < 2) return;
  const CellEffect& best = report.effects.front();
  std::vector<Effect> effects;
  for (const WorldEffect& world : best.cell->worlds) {
    effects.push_back(effect_in_world(report.sweep, world));
  }
  const std::vector<EffectTexts> texts = effect_texts(pointers_to(effects));
  PageTable table;
  table.header = {"world", "effect %", "lower", "upper"};
  for (std::size_t i = 0; i < effects.size(); ++i) {
    table.rows.push_back({page.code(best.cell->worlds[i].world), texts[i].effect_percent,
                          texts[i].lower, texts[i].upper});
  }
  const WorldCount count = count_worlds(report.sweep, best.cell->worlds);
  const std::string_view side = report.sweep.ranked_better == Better::lower ? "below" : "above";
  page.section("Does the winner win in other worlds?");
  page.paragraph(fmt::format(
      "{}: its effect is {} 0 in {} of {} worlds, with its whole interval in {}. All worlds "
      "together: {}, {}.",
      competitor_words(report.sweep, *best.cell, best.effect->treatment, page.names()), side,
      count.better, count.worlds, count.surely, percent_words(*best.effect, best),
      interval_words(*best.effect, best, report.sweep.confidence)));
  page.table(table);
}

const SweepSectionRegistration registration({"other worlds", 600, write});

}  // namespace
}  // namespace reprise
