// Writes the course of a session: the listening time and the skips, track by recommended track.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reports/sections/round_numbers.h"
#include "reports/sections/section.h"
#include "reports/sections/treatment_table.h"
#include "reports/summary/effect_texts.h"
#include "reports/summary/session_lengths.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

// Writes one row per treatment that has such shares of its tracks. The columns are the tracks with
// round numbers.
void write_shares(Page& page, const ReportedRun& run, std::vector<double> TreatmentResult::*shares,
                  ShareIntervals TreatmentResult::*intervals) {
  std::size_t most = 1;
  for (const TreatmentResult* treatment : run.order) {
    most = std::max(most, (treatment->*shares).size());
  }
  PageTable table;
  table.header = {"treatment"};
  const std::vector<std::size_t> numbers = round_numbers(most);
  for (const std::size_t number : numbers) {
    table.header.push_back(fmt::format("track {}", count_text(number)));
  }
  for (const TreatmentResult* treatment : run.order) {
    const std::vector<double>& values = treatment->*shares;
    if (values.empty()) continue;
    std::vector<PageCell>& row = table.rows.emplace_back();
    row.emplace_back(page.code(treatment->name));
    for (const std::size_t number : numbers) {
      const bool known = number <= values.size() && std::isfinite(values[number - 1]);
      row.emplace_back(
          known ? share_interval_text(values[number - 1], treatment->*intervals, number - 1)
                : std::string());
    }
  }
  page.table(table);
}

template <class List>
bool any_has(const ReportedRun& run, List TreatmentResult::*list) {
  return std::any_of(run.order.begin(), run.order.end(),
                     [list](const TreatmentResult* one) { return !(one->*list).empty(); });
}

void write(Page& page, ReportedRun& run) {
  if (!any_has(run, &TreatmentResult::time_by_step)) return;
  page.section("Track by track");
  run.figures.show(page, "time_by_step");
  page.paragraph(
      "The mean time of the first, second, ... recommended track, in percent of the track, over "
      "the sessions that had it: the further, the fewer and the happier, so a rise along a row "
      "is no trend. What is left to 100% is the chance that a track is skipped, which costs "
      "botify's "
      "users some of the session's budget, the patience it ends with.");
  write_shares(page, run, &TreatmentResult::time_by_step, &TreatmentResult::time_intervals);
  if (any_has(run, &TreatmentResult::skips_by_step)) {
    page.paragraph("The share of these recommendations that were skipped:");
    write_shares(page, run, &TreatmentResult::skips_by_step, &TreatmentResult::skip_intervals);
  }
  const bool intervals = std::any_of(run.order.begin(), run.order.end(), [](const auto* one) {
    return !one->time_intervals.lower.empty();
  });
  if (intervals) {
    page.paragraph(fmt::format("Intervals are over users, at {} each on its own.",
                               confidence_text(run.results.confidence)));
  }
}

const RunSectionRegistration registration({"track_by_track", 90, write});

}  // namespace
}  // namespace reprise
