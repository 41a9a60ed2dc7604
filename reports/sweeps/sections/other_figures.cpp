// Writes the figures that no other section shows.
#include "reports/sweeps/sweep_section.h"

namespace reprise {
namespace {

void write(Page& page, ReportedSweep& report) {
  report.figures.say_missing(page);
  report.figures.show_others(page);
}

const SweepSectionRegistration registration({"other figures", 400, write});

}  // namespace
}  // namespace reprise
