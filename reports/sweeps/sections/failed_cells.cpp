// Writes what the errors of failed cells were.
#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reports/sweeps/sweep_section.h"
#include "reports/sweeps/sweep_summary.h"

namespace reprise {
namespace {

void write(Page& page, ReportedSweep& report) {
  const std::vector<CellRemark> errors = cell_errors(report.sweep);
  if (errors.empty()) return;
  std::vector<std::string> items;
  for (std::size_t i = 0; i < std::min(errors.size(), kMostRows); ++i) {
    items.push_back(
        fmt::format("{}: {}", settings(page, report, errors[i].cells), page.prose(errors[i].text)));
  }
  page.section("Failed cells");
  page.bullets(items);
  rest_note(page, errors.size(), "errors");
}

const SweepSectionRegistration registration({"failed cells", 700, write});

}  // namespace
}  // namespace reprise
