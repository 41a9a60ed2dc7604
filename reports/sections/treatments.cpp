// Writes the recommender of each treatment, and how much each treatment played.
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reports/sections/section.h"
#include "reports/sections/treatment_table.h"
#include "reports/summary/run_summary.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

void write(Page& page, ReportedRun& run) {
  if (run.results.treatments.empty()) return;
  std::vector<std::string> sentences;
  PageTable table;
  table.header = {"treatment", "users", "sessions"};
  std::vector<std::string> live_tests;
  std::vector<std::string> correlations;
  std::vector<std::string> partings;
  for (const TreatmentResult* treatment : run.order) {
    std::string sentence = page.code(treatment->name);
    if (treatment->control) sentence += " (control)";
    if (treatment->oracle) sentence += " (ceiling: it sees the hidden session)";
    if (!treatment->recommender.empty()) {
      sentence += fmt::format(": {}", page.code(treatment->recommender));
    }
    sentences.push_back(std::move(sentence));
    table.rows.push_back({page.code(treatment->name), count_text(treatment->users),
                          count_text(treatment->sessions)});
    live_tests.push_back(live_test_text(run.results, *treatment));
    correlations.push_back(correlation_text(run.results, *treatment));
    partings.push_back(parting_text(*treatment));
  }
  page.section("The treatments");
  page.bullets(sentences);
  const bool live = add_column(table, "a live test needs", live_tests);
  const bool correlation = add_column(table, "correlation", correlations);
  const bool parting = add_column(table, "parts from the control", partings);
  page.table(table);
  if (live) {
    page.paragraph(
        "A live test needs that many times these sessions. This is the variance reduction: the "
        "variance of a split comparison of plain means over that of this one.");
  }
  if (correlation || parting) {
    page.paragraph(
        "Correlation: of a user's mean time (or the first metric measured) under the treatment "
        "and under the control; the higher, the more pairs of sessions have in common. A session "
        "parts from the control's at the first step that recommends another track: the step by "
        "which half of them have.");
  }
}

const RunSectionRegistration registration({"treatments", 110, write});

}  // namespace
}  // namespace reprise
