// Writes the effect of each treatment against each other one, on the first metric of the
// comparisons.
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
  std::vector<const Effect*> effects;
  for (const Effect& effect : run.results.pairs) {
    if (effect.metric == metric) effects.push_back(&effect);
  }
  if (effects.empty()) return;
  page.section("Every pair");
  PageTable table;
  table.header = {"treatment", "against", "effect %", "lower", "upper", "verdict"};
  table.left = 2;
  const std::vector<EffectTexts> texts = effect_texts(effects);
  const Better better = describe_metric(run.results, metric).better;
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const Verdict verdict = verdict_of(*effects[i], better);
    table.rows.push_back({page.code(effects[i]->treatment),
                          page.code(effects[i]->against),
                          {texts[i].effect_percent, verdict, true},
                          {texts[i].lower, verdict},
                          {texts[i].upper, verdict},
                          {std::string(verdict_words(verdict)), verdict}});
  }
  page.table(table);
  page.paragraph(fmt::format(
      "Effects on {} in percent of the mean of the treatment named second. All pairs are one "
      "family of comparisons: intervals are wider than in the table above. results.json has the "
      "other metrics.",
      page.code(metric)));
}

const RunSectionRegistration registration({"every_pair", 180, write});

}  // namespace
}  // namespace reprise
