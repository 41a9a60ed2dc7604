// Writes what the winner did under each user model, and what all treatments did.
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reports/summary/run_summary.h"
#include "reports/sweeps/sweep_names.h"
#include "reports/sweeps/sweep_section.h"
#include "reports/sweeps/under_models.h"

namespace reprise {
namespace {

// Writes the effect and the place of each treatment under each user model.
void treatments_table(Page& page, const ReportedSweep& report, const SweepCell& cell) {
  PageTable table;
  table.header = {"treatment"};
  for (const std::string& model : report.sweep.user_models)
    table.header.push_back(page.code(model));
  const std::vector<TreatmentUnderModels> treatments = treatments_under_models(report.sweep, cell);
  for (const TreatmentUnderModels& treatment : treatments) {
    if (table.rows.size() == kMostRows) break;
    std::vector<PageCell>& row =
        table.rows.emplace_back(std::vector<PageCell>{page.code(treatment.treatment)});
    for (const UnderModel& one : treatment.models) {
      if (one.effect == nullptr) {
        row.emplace_back();
        continue;
      }
      const std::string place = one.place == 0 ? "" : fmt::format(" ({})", one.place);
      row.push_back({page.plain(one.effect_percent + place), one.verdict, one.place == 1});
    }
  }
  page.section("Every treatment under every user model");
  page.paragraph(
      "Effects in percent, with the treatment's place under these users in parentheses; the "
      "best over all models first.");
  page.table(table);
  rest_note(page, treatments.size(), "treatments");
}

void write(Page& page, ReportedSweep& report) {
  if (report.ranked == 0 || report.effects.front().cell->user_models.empty()) return;
  const CellEffect& best = report.effects.front();
  const std::size_t competing = competing_treatments(report.sweep, *best.cell);
  PageTable table;
  table.header = {"users", "effect [lower, upper] %", "verdict"};
  if (competing > 1) {
    table.header.insert(table.header.end(), {"its place", "the best there"});
  }
  for (const UnderModel& one : under_models(report.sweep, best)) {
    std::vector<PageCell>& row =
        table.rows.emplace_back(std::vector<PageCell>{page.code(one.model)});
    if (one.effect == nullptr) {
      row.resize(table.header.size());
      continue;
    }
    row.push_back(effect_cell(page, one, true));
    row.push_back({std::string(verdict_words(one.verdict)), one.verdict});
    if (competing < 2) continue;
    const Effect* winner = best_under(report.sweep, *best.cell, one.model);
    row.emplace_back(one.place == 0 ? "" : fmt::format("{} of {}", one.place, competing));
    row.emplace_back(winner == nullptr ? "" : page.code(winner->treatment));
  }
  std::vector<PageCell>& all = table.rows.emplace_back(
      std::vector<PageCell>{std::string("all together"), effect_cell(page, best, true),
                            PageCell(std::string(verdict_words(best.verdict)), best.verdict)});
  all.resize(table.header.size());
  page.section("Does the winner win under other users?");
  page.paragraph(fmt::format(
      "{}, under each user model. Under each model the treatments are adjusted for each other; "
      "that something holds under all of them needs no further adjustment, as each of them has "
      "to show it.",
      competitor_words(report.sweep, *best.cell, best.effect->treatment, page.names())));
  page.table(table);
  if (shown_under_user_models(report)) page.paragraph(reading_note(page, report));
  report.figures.show(page, "user_models");
  if (competing > 1) treatments_table(page, report, *best.cell);
}

const SweepSectionRegistration registration({"user models", 100, write});

}  // namespace
}  // namespace reprise
