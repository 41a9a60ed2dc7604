// Writes when the run stopped, if the run had to stop as soon as it knew enough.
#include "reports/sections/section.h"
#include "reports/summary/run_summary.h"

namespace reprise {
namespace {

void write(Page& page, ReportedRun& run) {
  if (!run.results.stopping) return;
  page.section("When it stopped");
  page.paragraph(page.prose(stopping_sentence(*run.results.stopping)));
}

const RunSectionRegistration registration({"stopping", 30, write});

}  // namespace
}  // namespace reprise
