// Draws the place of every treatment between random recommendations and the oracle.
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reports/figures/figure.h"
#include "reports/figures/row_chart.h"
#include "reports/summary/comparison.h"
#include "reports/summary/run_summary.h"
#include "reports/text/number_text.h"

namespace reprise {
namespace {

std::string script(const Results& results) {
  RowChart chart;
  chart.name = "way_to_oracle";
  chart.series = {{""}};
  double least = 0;
  double most = 100;
  bool intervals = false;
  for (const TreatmentResult* treatment : treatments_in_reading_order(results)) {
    if (!treatment->oracle_gap_closed || !std::isfinite(*treatment->oracle_gap_closed)) continue;
    const double way = 100 * *treatment->oracle_gap_closed;
    ChartMark mark;
    mark.place = way;
    mark.estimate_text = fmt::format("{}%", fixed_text(way, 1));
    least = std::min(least, way);
    most = std::max(most, way);
    if (treatment->oracle_gap_closed_lower && treatment->oracle_gap_closed_upper) {
      const double lower = 100 * *treatment->oracle_gap_closed_lower;
      const double upper = 100 * *treatment->oracle_gap_closed_upper;
      if (std::isfinite(lower) && std::isfinite(upper)) {
        mark.interval = {{lower, upper}};
        mark.interval_text = fmt::format("[{}, {}]", fixed_text(lower, 1), fixed_text(upper, 1));
        least = std::min(least, lower);
        most = std::max(most, upper);
        intervals = true;
      }
    }
    ChartRow row;
    row.name = treatment->name;
    row.set_apart = treatment->oracle;
    row.note = treatment->oracle ? "ceiling" : treatment->control ? "control" : "";
    row.marks = {std::move(mark)};
    chart.rows.push_back(std::move(row));
  }
  if (chart.rows.empty()) return {};
  const double margin = 0.06 * (most - least);
  chart.low = least - margin;
  chart.high = most + margin;
  chart.title = "How far from random to the oracle";
  chart.subtitle = fmt::format("{} design; {}", results.design, amount_text(results));
  chart.numbers_heading =
      intervals ? fmt::format("way [{} interval]", confidence_text(results.confidence)) : "way";
  chart.axis_title = "share of the way, % of log(mean_time_per_session)";
  chart.tics = percent_tics(chart.low, chart.high, axis_pixels(chart), false);
  chart.lines = {{0, "random"}, {100, "oracle"}};
  if (intervals) {
    chart.notes = {
        "Intervals are those of the treatment's own mean; both ends are taken as known."};
  }
  return write_row_chart(chart);
}

const FigureRegistration registration({"way_to_oracle",
                                       "How far each treatment has come from random to the oracle",
                                       5, script});

}  // namespace
}  // namespace reprise
