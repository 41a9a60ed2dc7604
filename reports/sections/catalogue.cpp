// Writes a table: how much of the catalogue each treatment plays.
#include <string>
#include <vector>

#include "reports/sections/metric_table.h"
#include "reports/sections/section.h"
#include "reports/sections/treatment_table.h"
#include "reports/summary/comparison.h"

namespace reprise {
namespace {

void write(Page& page, ReportedRun& run) {
  const std::string kArtists = "artists_per_session";
  PageTable table = treatment_table(page, run, [](const TreatmentResult&) { return true; });
  std::vector<std::string> shown;
  const auto add = [&](const std::string& metric, const std::vector<std::string>& texts) {
    if (add_column(table, page.code(metric), texts)) shown.push_back(metric);
  };
  for (const std::string& metric : catalog_metric_names(run.results)) {
    add(metric, catalog_texts(run.order, metric));
  }
  add(kArtists, mean_texts(run.order, kArtists));
  if (shown.empty()) return;
  page.section("The catalogue");
  page.table(table);
  say_units(page, run, shown);
}

const RunSectionRegistration registration({"catalogue", 120, write});

}  // namespace
}  // namespace reprise
