// Writes the effects on all metrics except the headline metrics.
#include "reports/sections/metric_table.h"
#include "reports/sections/section.h"

namespace reprise {
namespace {

void write(Page& page, ReportedRun& run) {
  if (run.others.empty()) return;
  page.section("Other metrics");
  write_metric_table(page, run, run.others);
}

const RunSectionRegistration registration({"other_metrics", 100, write});

}  // namespace
}  // namespace reprise
