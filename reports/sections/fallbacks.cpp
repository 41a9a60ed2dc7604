// Writes how often each treatment used its fallback, and for which causes.
#include <string>
#include <vector>

#include "reports/sections/section.h"
#include "reports/sections/treatment_table.h"
#include "reports/summary/run_summary.h"

namespace reprise {
namespace {

void write(Page& page, ReportedRun& run) {
  PageTable table = treatment_table(page, run, [](const TreatmentResult&) { return true; });
  std::vector<std::string> fallbacks;
  std::vector<std::string> causes;
  std::vector<std::string> lists;
  for (const TreatmentResult* treatment : run.order) {
    fallbacks.push_back(fallback_text(run.results, *treatment));
    causes.push_back(fallback_causes_text(*treatment));
    lists.push_back(lists_text(*treatment));
  }
  if (!add_column(table, "made by fallback", fallbacks)) return;
  add_column(table, "because", causes);
  add_column(table, "lists found", lists);
  page.section("Fallbacks");
  page.table(table);
  page.paragraph("The share of the recommendations that a fallback made.");
}

const RunSectionRegistration registration({"fallbacks", 130, write});

}  // namespace
}  // namespace reprise
