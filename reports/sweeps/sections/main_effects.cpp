// Writes which parameter of the world moves the effect most.
#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reports/sweeps/main_effect_texts.h"
#include "reports/sweeps/sweep_section.h"

namespace reprise {
namespace {

void write(Page& page, ReportedSweep& report) {
  if (!report.sweep.main_effects) return;
  const MainEffects& main = *report.sweep.main_effects;
  PageTable table;
  table.left = 3;
  table.header = {"parameter", "from", "to", "mean effect %", "moves it by [lower, upper]"};
  const std::vector<MainEffectTexts> texts = main_effect_texts(main);
  for (std::size_t i = 0; i < std::min(main.effects.size(), kMostRows); ++i) {
    const MainEffect& one = main.effects[i];
    table.rows.push_back({page.code(one.path),
                          page.code(one.from),
                          page.code(one.to),
                          page.plain(fmt::format("{} to {}", texts[i].mean_from, texts[i].mean_to)),
                          {page.plain(fmt::format("{} [{}, {}]", texts[i].difference,
                                                  texts[i].lower, texts[i].upper)),
                           one.significant ? Verdict::differs : Verdict::unclear, true}});
  }
  page.section("What moves the effect most");
  page.paragraph(main_effects_note(main));
  page.table(table);
  rest_note(page, main.effects.size(), "parameters");
  report.figures.show(page, "main_effects");
}

const SweepSectionRegistration registration({"main effects", 200, write});

}  // namespace
}  // namespace reprise
