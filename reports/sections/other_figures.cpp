// Shows the figures that no section above has shown.
#include "reports/sections/section.h"

namespace reprise {
namespace {

void write(Page& page, ReportedRun& run) { run.figures.show_others(page); }

const RunSectionRegistration registration({"other_figures", 170, write});

}  // namespace
}  // namespace reprise
