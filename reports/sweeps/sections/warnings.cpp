// Writes the warnings of the sweep and of its cells.
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reports/sweeps/sweep_section.h"

namespace reprise {
namespace {

void write(Page& page, ReportedSweep& report) {
  std::vector<std::string> items;
  for (const std::string& warning : report.sweep.warnings) items.push_back(page.prose(warning));
  for (const CellRemark& warning : report.warnings) {
    items.push_back(
        fmt::format("{} ({})", page.prose(warning.text), settings(page, report, warning.cells)));
  }
  if (items.empty()) return;
  page.section("Warnings");
  page.bullets(items);
}

const SweepSectionRegistration registration({"warnings", 1000, write});

}  // namespace
}  // namespace reprise
