// Writes how far each treatment has come on the way from random to the oracle.
#include <cmath>
#include <optional>
#include <string>

#include "reports/sections/section.h"
#include "reports/sections/treatment_table.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

void write(Page& page, ReportedRun& run) {
  PageTable table = treatment_table(
      page, run, [](const TreatmentResult& one) { return one.oracle_gap_closed.has_value(); });
  if (table.rows.empty()) return;
  page.section("From random to the oracle");
  run.figures.show(page, "way_to_oracle");
  table.header.insert(table.header.end(), {"gap closed", "lower", "upper"});
  const auto text = [](const std::optional<double>& share) {
    return share && std::isfinite(*share) ? share_text(*share, 1) : std::string();
  };
  std::size_t row = 0;
  for (const TreatmentResult* treatment : run.order) {
    if (!treatment->oracle_gap_closed) continue;
    std::vector<PageCell>& cells = table.rows[row++];
    for (const auto& share : {treatment->oracle_gap_closed, treatment->oracle_gap_closed_lower,
                              treatment->oracle_gap_closed_upper}) {
      cells.emplace_back(text(share));
    }
  }
  page.table(table);
  page.paragraph(
      "A treatment at 0% keeps people listening as long as random tracks do, at 100% as long as an "
      "oracle that knows what each of them came for. The scale is one of factors: at 50%, gaining "
      "once more the factor already gained over random would reach the oracle.");
  page.paragraph(
      "That is the share of the oracle gap that a treatment closes: log(time / random's) over "
      "log(oracle's / random's), of mean_time_per_session. Intervals are those of the treatment's "
      "own mean; both ends are taken as known.");
}

const RunSectionRegistration registration({"way_to_oracle", 70, write});

}  // namespace
}  // namespace reprise
