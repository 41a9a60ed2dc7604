// Writes which cells were not played.
#include <vector>

#include <fmt/format.h>

#include "reports/sweeps/sweep_section.h"
#include "reports/sweeps/sweep_summary.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

void write(Page& page, ReportedSweep& report) {
  const std::size_t missing = count_of(report.sweep, CellStatus::missing);
  if (missing == 0) return;
  std::vector<std::size_t> cells;
  for (std::size_t i = 0; i < report.sweep.cells.size(); ++i) {
    if (report.sweep.cells[i].status == CellStatus::missing) cells.push_back(i);
  }
  page.section("Cells not played");
  page.paragraph(fmt::format(
      "{} {} not played here, being another shard's or as the sweep was stopped "
      "before: {}.",
      count_words(missing, "cell"), missing == 1 ? "was" : "were", settings(page, report, cells)));
}

const SweepSectionRegistration registration({"missing cells", 900, write});

}  // namespace
}  // namespace reprise
