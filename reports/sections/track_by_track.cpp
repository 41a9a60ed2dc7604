// What becomes of a session, recommended track by recommended track.
#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>

#include "reports/number_text.h"
#include "reports/sections/round_numbers.h"
#include "reports/sections/section.h"
#include "reports/sections/treatment_table.h"

namespace reprise {
namespace {

void write(Page& page, ReportedRun& run) {
  const auto has = [](const TreatmentResult& one) { return !one.time_by_step.empty(); };
  PageTable table = treatment_table(page, run, has);
  if (table.rows.empty()) return;
  page.section("Track by track");
  run.figures.show(page, "time_by_step");
  std::size_t most = 1;
  for (const TreatmentResult* treatment : run.order) {
    most = std::max(most, treatment->time_by_step.size());
  }
  const std::vector<std::size_t> numbers = round_numbers(most);
  for (const std::size_t number : numbers) {
    table.header.push_back(fmt::format("track {}", count_text(number)));
  }
  std::size_t row = 0;
  for (const TreatmentResult* treatment : run.order) {
    if (!has(*treatment)) continue;
    std::vector<PageCell>& cells = table.rows[row++];
    const std::vector<double>& times = treatment->time_by_step;
    for (const std::size_t number : numbers) {
      const bool known = number <= times.size() && std::isfinite(times[number - 1]);
      cells.emplace_back(known ? share_text(times[number - 1], 1) : "");
    }
  }
  page.table(table);
  page.paragraph(
      "The mean time of the first, second, ... recommended track, in percent of the track, over "
      "the sessions that had it: the further, the fewer and the happier, so a rise along a row "
      "is no trend. What is left to 100% is the chance that a track costs some of the session's "
      "budget, the patience it ends with.");
}

const RunSectionRegistration registration({"track_by_track", 90, write});

}  // namespace
}  // namespace reprise
