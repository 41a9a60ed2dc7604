// Writes the effects by segment of users.
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reports/pages/page_parts.h"
#include "reports/sections/section.h"
#include "reports/summary/comparison.h"
#include "reports/summary/segment_effects.h"
#include "reports/summary/shown_treatments.h"
#include "reports/text/display_text.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

void write_trait(Page& page, const ReportedRun& run, const std::string& trait,
                 const ShownTreatments& treatments) {
  PageTable table;
  table.header = {page.code(trait), "users"};
  const Better better =
      describe_metric(run.results, run.results.groups.front().effect.metric).better;
  for (const TreatmentResult* treatment : treatments.shown) {
    const std::vector<const SegmentEffect*> groups = groups_of(run.results, trait, treatment->name);
    if (groups.empty()) continue;
    table.header.push_back(fmt::format("{} effect %", page.code(treatment->name)));
    // All treatments have the same segments, because the recommender does not change a user's
    // traits.
    if (table.rows.empty()) {
      const std::vector<std::string> ranges = range_texts(groups);
      for (std::size_t i = 0; i < groups.size(); ++i) {
        table.rows.push_back({groups[i]->value ? page.prose(ranges[i]) : page.plain(ranges[i]),
                              count_text(groups[i]->users)});
      }
    }
    std::vector<const Effect*> effects;
    for (const SegmentEffect* group : groups) effects.push_back(&group->effect);
    const std::vector<EffectTexts> texts = effect_texts(effects);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      std::vector<PageCell>& row = table.rows[i];
      if (i >= effects.size()) {
        row.emplace_back();
        continue;
      }
      row.emplace_back(page.plain(fmt::format("{} {}", texts[i].effect_percent,
                                              interval_text(*effects[i], texts[i]))),
                       verdict_of(*effects[i], better), true);
    }
  }
  if (!table.rows.empty()) page.table(table);
}

void write(Page& page, ReportedRun& run) {
  const ShownTreatments treatments = treatments_with_segments(run.results);
  if (treatments.shown.empty()) return;
  page.section("Who gains");
  run.figures.show(page, "who_gains");
  const std::string metric = run.results.groups.front().effect.metric;
  page.paragraph(fmt::format(
      "Effects on {} among groups of users, in percent of the control's mean in the group, from "
      "the users with the least of a trait to those with the most. Each group has a baseline of "
      "its own, so these do not average to the effect on all. Each interval is at {} on its own: "
      "of many groups some look different by chance.",
      page.code(metric), confidence_text(run.results.confidence)));
  std::vector<std::string> meanings;
  for (const TraitDescription& trait : run.results.traits) {
    meanings.push_back(fmt::format("{}: {}", page.code(trait.name), page.prose(trait.meaning)));
  }
  say_notes(page, meanings);
  for (const std::string& trait : segment_traits(run.results)) {
    write_trait(page, run, trait, treatments);
  }
  if (!treatments.note().empty()) page.paragraph(treatments.note());
}

const RunSectionRegistration registration({"who_gains", 50, write});

}  // namespace
}  // namespace reprise
