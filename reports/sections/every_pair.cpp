// Writes the effect of each treatment against each other one but the control, on the first metric
// of the comparisons.
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reports/sections/section.h"
#include "reports/summary/comparison.h"

namespace reprise {
namespace {

void write(Page& page, ReportedRun& run) {
  if (run.results.pairs.empty()) return;
  const std::string& metric =
      run.headline.empty() ? run.results.pairs.front().metric : run.headline.front();
  const std::vector<const Effect*> effects = pairs_beside_control(run.results, metric);
  if (effects.empty()) return;
  page.section("Every pair");
  PageTable table;
  table.header = {"treatment", "against", "effect %", "lower", "upper", "verdict"};
  table.left = 2;
  const std::vector<EffectTexts> texts = effect_texts(effects);
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const Verdict verdict = verdict_of(run.results, *effects[i]);
    table.rows.push_back({page.code(effects[i]->treatment),
                          page.code(effects[i]->against),
                          {texts[i].effect_percent, verdict, true},
                          {texts[i].lower, verdict},
                          {texts[i].upper, verdict},
                          {std::string(verdict_words(verdict)), verdict}});
  }
  page.table(table);
  page.paragraph(fmt::format(
      "Effects on {} in percent of the mean of the treatment named second. All pairs, those with "
      "the control too, are one family of comparisons, so these intervals are wider than they were "
      "for one pair alone. effects.csv has the other metrics.",
      page.code(metric)));
}

const RunSectionRegistration registration({"every_pair", 180, write});

}  // namespace
}  // namespace reprise
