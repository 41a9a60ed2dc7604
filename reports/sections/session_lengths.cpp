// Writes how long sessions last.
#include "reports/summary/session_lengths.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "reports/sections/round_numbers.h"
#include "reports/sections/section.h"
#include "reports/sections/treatment_table.h"
#include "reports/summary/effect_texts.h"
#include "reports/summary/run_summary.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

void write(Page& page, ReportedRun& run) {
  const auto has = [](const TreatmentResult& one) { return counted_sessions(one) > 0; };
  PageTable table = treatment_table(page, run, has);
  if (table.rows.empty()) return;
  page.section("How long sessions last");
  run.figures.show(page, "session_lengths");
  std::size_t most = 1;
  for (const TreatmentResult* treatment : run.order) {
    const std::size_t shares = shares_reaching(*treatment).size();
    if (shares >= 2) most = std::max(most, shares - 2);
  }
  table.header.insert(table.header.end(), {"sessions", "median"});
  std::vector<std::size_t> numbers = round_numbers(most);
  // The column of the first track is left out, because all sessions with a track reach it.
  if (numbers.size() > 1) numbers.erase(numbers.begin());
  for (const std::size_t number : numbers) {
    table.header.push_back(fmt::format("{}+ tracks", count_text(number)));
  }
  std::size_t row = 0;
  bool intervals = false;
  for (const TreatmentResult* treatment : run.order) {
    if (!has(*treatment)) continue;
    std::vector<PageCell>& cells = table.rows[row++];
    cells.emplace_back(count_text(counted_sessions(*treatment)));
    const std::string interval = median_interval_text(*treatment);
    cells.emplace_back(
        fmt::format("{}{}{}", median_text(*treatment), interval.empty() ? "" : " ", interval));
    intervals |= !treatment->reaching.lower.empty();
    const std::vector<double> shares = shares_reaching(*treatment);
    for (const std::size_t number : numbers) {
      const double share = number < shares.size() ? shares[number] : 0;
      cells.emplace_back(share_interval_text(share, treatment->reaching, number));
    }
  }
  page.table(table);
  page.paragraph(fmt::format(
      "The median length in recommended tracks, and the share of the sessions with so many or "
      "more: counts of all sessions of the {}.{}",
      source_word(run.results),
      intervals ? fmt::format(" Intervals are over users, at {} each on its own.",
                              confidence_text(run.results.confidence))
                : std::string()));
}

const RunSectionRegistration registration({"session_lengths", 60, write});

}  // namespace
}  // namespace reprise
