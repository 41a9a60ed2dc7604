// Draws the forest plot of several runs: the effects of all their treatments on one axis.
#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "reports/figures/effect_axis.h"
#include "reports/figures/effect_chart.h"
#include "reports/figures/effect_mark.h"
#include "reports/figures/row_chart.h"
#include "reports/several/compared_runs.h"
#include "reports/several/runs_figure.h"
#include "reports/text/display_text.h"

namespace reprise {
namespace {

// Returns "95% intervals" or "intervals at each run's own confidence".
std::string intervals_words(const std::vector<Results>& runs) {
  const double confidence = runs.front().confidence;
  const bool same = std::all_of(runs.begin(), runs.end(), [confidence](const Results& results) {
    return results.confidence == confidence;
  });
  return same ? fmt::format("{} intervals", confidence_text(confidence))
              : std::string("intervals at each run's own confidence");
}

std::string script(const std::vector<Results>& runs) {
  RowChart chart;
  chart.name = "effects_of_runs";
  std::vector<std::vector<ComparedTreatment>> rows_of_series;
  std::vector<const Effect*> effects;
  for (const std::string& metric : compared_metrics(runs)) {
    std::vector<ComparedTreatment> rows = compare_runs(runs, metric);
    std::erase_if(rows, [](const ComparedTreatment& row) { return row.effect == nullptr; });
    if (rows.empty()) continue;
    for (const ComparedTreatment& row : rows) effects.push_back(row.effect);
    chart.series.push_back({metric});
    rows_of_series.push_back(std::move(rows));
  }
  if (effects.empty()) return {};
  constexpr int kRunColumns = 30;
  const std::vector<std::string> names = distinct_short_names(run_names(runs), kRunColumns);
  const EffectAxis axis(effects, EffectAxis::Zero::always);
  for (std::size_t run = 0; run < runs.size(); ++run) {
    for (const TreatmentResult* treatment : treatments_in_reading_order(runs[run])) {
      ChartRow row;
      row.name = treatment->name;
      row.note = names[run];
      for (std::size_t series = 0; series < rows_of_series.size(); ++series) {
        for (const ComparedTreatment& compared : rows_of_series[series]) {
          if (compared.run != run || compared.treatment != treatment) continue;
          row.marks.push_back(
              effect_mark(*compared.effect, compared, compared.verdict, series, axis));
        }
      }
      if (!row.marks.empty()) chart.rows.push_back(std::move(row));
    }
  }
  chart.title = fmt::format("Effects on listening in {} runs", runs.size());
  chart.subtitle =
      fmt::format("{}, each effect against the control of its own run", intervals_words(runs));
  chart.numbers_heading = "effect, % [interval]";
  chart.all_are_in = "the tables";
  finish_effect_chart(chart, axis);
  return write_row_chart(chart);
}

const RunsFigureRegistration registration({"effects_of_runs",
                                           "Effects on listening of all treatments of the runs", 1,
                                           script});

}  // namespace
}  // namespace reprise
