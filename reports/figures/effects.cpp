// Draws the forest plot of a run: how much longer people listen with each treatment than with the
// control.
#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "reports/figures/effect_axis.h"
#include "reports/figures/effect_chart.h"
#include "reports/figures/effect_mark.h"
#include "reports/figures/figure.h"
#include "reports/figures/row_chart.h"
#include "reports/summary/comparison.h"
#include "reports/summary/run_summary.h"
#include "reports/text/display_text.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

// Returns the gnuplot script; empty if there are no effects on the headline metrics.
std::string script(const Results& results) {
  RowChart chart;
  chart.name = "effects";
  std::vector<std::vector<ComparisonRow>> rows_of_series;
  std::vector<const Effect*> effects;
  // Each headline metric with effects is a series.
  for (const std::string_view metric : kHeadlineMetrics) {
    std::vector<ComparisonRow> rows = compare(results, metric);
    std::erase_if(rows, [](const ComparisonRow& row) { return row.effect == nullptr; });
    if (rows.empty()) continue;
    for (const ComparisonRow& row : rows) effects.push_back(row.effect);
    chart.series.push_back({std::string(metric)});
    rows_of_series.push_back(std::move(rows));
  }
  if (effects.empty()) return {};

  const EffectAxis axis(effects, EffectAxis::Zero::always);
  // Each treatment is a row, with a mark for each series.
  for (const TreatmentResult* treatment : treatments_in_reading_order(results)) {
    ChartRow row;
    row.name = treatment->name;
    row.set_apart = treatment->oracle;
    if (treatment->oracle) row.note = "ceiling";
    for (std::size_t series = 0; series < rows_of_series.size(); ++series) {
      for (const ComparisonRow& compared : rows_of_series[series]) {
        if (compared.treatment != treatment) continue;
        row.marks.push_back(
            effect_mark(*compared.effect, compared, compared.verdict, series, axis));
      }
    }
    if (!row.marks.empty()) chart.rows.push_back(std::move(row));
  }

  constexpr int kControlColumns = 24;
  const std::string control = shorten(printable(results.control), kControlColumns);
  chart.title = fmt::format("Effect on listening, against {}", control);
  chart.subtitle =
      fmt::format("{} {} intervals, {} design; {}", confidence_text(results.confidence),
                  results.interval, results.design, amount_text(results));
  chart.numbers_heading =
      fmt::format("effect, % [{} interval]", confidence_text(results.confidence));
  finish_effect_chart(chart, axis);
  return write_row_chart(chart);
}

const FigureRegistration registration(
    {"effects", "Effects on listening with their intervals, one row per treatment", 1, script});

}  // namespace
}  // namespace reprise
