// Writes the effects on the headline metrics.
#include "reports/sections/metric_table.h"
#include "reports/sections/section.h"

namespace reprise {
namespace {

void write(Page& page, ReportedRun& run) {
  if (!run.headline.empty()) {
    page.section("Who keeps people listening");
    write_metric_table(page, run, run.headline);
  }
  run.figures.show(page, "effects");
  run.figures.say_missing(page);
}

const RunSectionRegistration registration({"effects", 20, write});

}  // namespace
}  // namespace reprise
