#include "reports/sections/metric_table.h"

#include <string_view>

#include <fmt/format.h>

#include "reports/pages/page_parts.h"
#include "reports/summary/comparison.h"
#include "reports/summary/run_summary.h"
#include "reports/text/display_text.h"
#include "reports/text/number_text.h"

namespace reprise {

void write_metric_table(Page& page, const ReportedRun& run,
                        const std::vector<std::string>& metrics) {
  PageTable table;
  table.header = {"treatment", "metric",       "effect %",       "lower",
                  "upper",     "control_mean", "treatment_mean", "verdict"};
  table.left = 2;
  std::vector<std::string> notes;
  // The rows, with a note on each interval without bounds.
  for (const std::string& metric : metrics) {
    for (const ComparisonRow& row : compare(run.results, metric)) {
      const std::string name = page.code(row.treatment->name);
      table.rows.push_back({name,
                            page.code(metric),
                            {row.effect_percent, row.verdict, true},
                            {row.lower, row.verdict},
                            {row.upper, row.verdict},
                            row.control_mean,
                            {row.treatment_mean, row.verdict},
                            row.treatment->control
                                ? PageCell("control")
                                : PageCell(std::string(verdict_words(row.verdict)), row.verdict)});
      if (row.effect != nullptr && row.effect->shape != IntervalShape::bounded) {
        notes.push_back(
            fmt::format("{} on {}: {}.", name, page.code(metric), unbounded_note(*row.effect)));
      }
    }
  }
  page.table(table);
  // The explanations: open effects, intervals, equivalence, units and notes.
  for (const std::string& metric : metrics) {
    const std::string unclear = unclear_sentence(run.results, metric, page.names());
    if (!unclear.empty()) notes.push_back(unclear);
  }
  page.paragraph(fmt::format(
      "Effect, lower and upper are in percent of the control's mean; intervals are {} ones at "
      "{}{}. {}",
      page.prose(run.results.interval), confidence_text(run.results.confidence),
      adjustment_words(run.results), page.prose(estimator_sentence(run.results))));
  if (run.results.margin > 0) {
    page.paragraph(fmt::format(
        "Equivalent: shown to differ by less than {:.6g}% of the control's mean, by two "
        "one-sided tests{}.",
        run.results.margin,
        run.results.effects.size() > metrics.size() ? ", adjusted likewise" : ""));
  }
  say_units(page, run, metrics);
  say_notes(page, notes);
}

void say_units(Page& page, const ReportedRun& run, const std::vector<std::string>& metrics) {
  std::vector<std::string> units;
  for (const std::string& metric : metrics) {
    const std::string unit = describe_metric(run.results, metric).unit;
    if (unit.empty()) continue;
    units.push_back(fmt::format("{} in {}", page.code(metric), page.prose(unit)));
  }
  if (!units.empty()) page.paragraph(fmt::format("Units: {}.", fmt::join(units, ", ")));
}

}  // namespace reprise
