#include <fmt/format.h>

#include "reports/pages/html_page.h"
#include "reports/pages/markdown_page.h"
#include "reports/pages/page_parts.h"
#include "reports/several/compared_runs.h"
#include "reports/several/runs_reports.h"
#include "reports/summary/run_summary.h"

namespace reprise {
namespace {

void write_metric(Page& page, const std::vector<Results>& runs, const std::string& metric) {
  const std::vector<std::string> names = run_names(runs);
  PageTable table;
  table.header = {"run",   "treatment",    "effect %",       "lower",
                  "upper", "control_mean", "treatment_mean", "significant"};
  table.left = 2;
  std::vector<std::string> notes;
  for (const ComparedTreatment& row : compare_runs(runs, metric)) {
    const std::string run = page.code(names[row.run]);
    const std::string treatment = page.code(row.treatment->name);
    table.rows.push_back({run,
                          treatment,
                          {row.effect_percent, row.verdict, true},
                          {row.lower, row.verdict},
                          {row.upper, row.verdict},
                          row.control_mean,
                          {row.treatment_mean, row.verdict},
                          row.significant});
    if (row.effect != nullptr && row.effect->shape != IntervalShape::bounded) {
      notes.push_back(fmt::format("{} in {}: {}.", treatment, run, unbounded_note(*row.effect)));
    }
  }
  page.paragraph(fmt::format("{}:", page.code(metric)));
  page.table(table);
  say_notes(page, notes);
}

void write_runs_page(Page& page, const std::vector<Results>& runs, const DrawnFigures& figures) {
  page.title(fmt::format("Comparison of {} runs", runs.size()), std::nullopt);
  page.answer("Which treatment of which run keeps people listening longest?",
              runs_answer(runs, page.names()));
  page.section("May they be compared");
  page.bullets(differences_of_runs(runs, page.names()));
  page.section("Run by run");
  PendingFigures shelf(figures);
  shelf.show_others(page);
  shelf.say_missing(page);
  for (const std::string& metric : compared_metrics(runs)) write_metric(page, runs, metric);
  page.paragraph(
      "Effect, lower and upper are in percent of the mean of the run's own control. Intervals are "
      "as "
      "each run has them, wider where it allows for comparing several treatments. Means are over "
      "users.");
  page.section("The runs");
  const std::vector<std::string> names = run_names(runs);
  PageTable table;
  table.header = {"run", "config hash", "world", "seeds", "design", "played", "warnings"};
  table.left = 6;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    table.rows.push_back(
        {page.code(names[i]), runs[i].log ? "" : page.code(runs[i].config_hash),
         page.prose(runs[i].log ? source_text(runs[i]) : runs[i].world.description),
         runs[i].log ? "" : seeds_text(runs[i].seeds), page.prose(runs[i].design),
         amount_text(runs[i]), fmt::format("{}", runs[i].warnings.size())});
  }
  page.table(table);
}

}  // namespace

std::string write_comparison_markdown(const std::vector<Results>& runs,
                                      const DrawnFigures& figures) {
  MarkdownPage page;
  write_runs_page(page, runs, figures);
  return page.take();
}

std::string write_comparison_html(const std::vector<Results>& runs, const DrawnFigures& figures) {
  HtmlPage page;
  write_runs_page(page, runs, figures);
  return page.take();
}

}  // namespace reprise
