// Writes the best treatments, if the run had to find the best one.
#include <fmt/format.h>

#include "reports/sections/section.h"
#include "reports/summary/run_summary.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

void write(Page& page, ReportedRun& run) {
  if (!run.results.selected) return;
  const Selected& selected = *run.results.selected;
  page.section("The best of them");
  page.paragraph(fmt::format("{} On {}, {}.", selection_answer(selected, page.names()),
                             page.code(selected.metric), page.prose(selected.method)));
  page.paragraph(page.prose(selection_cost(selected)));
  if (selected.dropped.empty()) return;
  PageTable table;
  table.header = {"dropped", "after sessions"};
  for (const DroppedTreatment& dropped : selected.dropped) {
    table.rows.push_back({page.code(dropped.treatment), count_text(dropped.sessions)});
  }
  page.table(table);
}

const RunSectionRegistration registration({"selection", 40, write});

}  // namespace
}  // namespace reprise
