// Writes the coverage simulation: how often the intervals held the true effect when the experiment
// was simulated many times.
#include <fmt/format.h>

#include "reports/sections/section.h"
#include "reports/summary/effect_texts.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

void write(Page& page, ReportedRun& run) {
  if (!run.results.coverage) return;
  page.section("Coverage of the intervals, simulated");
  PageTable table;
  table.header = {"treatment",       "metric", "true effect %", "intervals that hold it",
                  "false positives", "found"};
  table.left = 2;
  const auto text = [&page](const CoverageShare& share) {
    return page.plain(fmt::format("{} [{}, {}]", share_text(share.share, 1),
                                  share_text(share.lower, 1), share_text(share.upper, 1)));
  };
  for (const CoverageRow& row : run.results.coverage->rows) {
    table.rows.push_back({page.code(row.treatment), page.code(row.metric),
                          signed_text(row.truth, 2), text(row.coverage), text(row.false_positives),
                          text(row.found)});
  }
  page.table(table);
  page.paragraph(fmt::format(
      "The whole experiment was simulated {} times more, each time with users drawn anew and "
      "fresh seeds. A sound {} interval holds the true effect in {} of the runs or more; an "
      "effect is found where there is none in at most {}. Each share with its own interval at "
      "{}.",
      count_text(run.results.coverage->runs), confidence_text(run.results.confidence),
      confidence_text(run.results.confidence), confidence_text(1 - run.results.confidence),
      confidence_text(run.results.confidence)));
}

const RunSectionRegistration registration({"certificate", 190, write});

}  // namespace
}  // namespace reprise
