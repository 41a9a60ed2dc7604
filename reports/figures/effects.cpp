// The forest plot of a run: how much longer people listen with each treatment than with the
// control.
#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "reports/comparison.h"
#include "reports/display_text.h"
#include "reports/figures/figure.h"
#include "reports/figures/row_chart.h"
#include "reports/number_text.h"
#include "reports/run_summary.h"

namespace reprise {
namespace {

// From this effect on, in percent, equal ratios are equally far apart instead of equal differences.
constexpr double kLogFrom = 300;
constexpr double kLeastRatio = 1e-3;
constexpr double kGreatestRatio = 1e7;

// The effects' axis: percent, or log10(treatment / control).
class EffectAxis {
 public:
  // Shows these effects, and 0.
  explicit EffectAxis(const std::vector<double>& effects) {
    for (const double effect : effects) log_ |= effect > kLogFrom;
    double least = 0;
    double most = 0;
    for (const double effect : effects) {
      const double place = unlimited_place(effect);
      least = std::min(least, place);
      most = std::max(most, place);
    }
    if (least == most) {
      least = -1;
      most = 1;
    }
    const double margin = 0.06 * (most - least);
    low_ = least - margin;
    high_ = most + margin;
  }

  bool log() const { return log_; }
  double low() const { return low_; }
  double high() const { return high_; }
  bool shows(double effect) const {
    const double ratio = 1 + effect / 100;
    if (log_ && (ratio < kLeastRatio || ratio > kGreatestRatio)) return false;
    const double place = unlimited_place(effect);
    return place >= low_ && place <= high_;
  }
  double place(double effect) const {
    return shows(effect) ? unlimited_place(effect) : effect < 0 ? low_ : high_;
  }

 private:
  double unlimited_place(double effect) const {
    if (!log_) return effect;
    return std::log10(std::clamp(1 + effect / 100, kLeastRatio, kGreatestRatio));
  }

  bool log_ = false;
  double low_ = 0;
  double high_ = 0;
};

bool has_bounds(const Effect& effect) {
  return effect.shape == IntervalShape::bounded && std::isfinite(effect.lower) &&
         std::isfinite(effect.upper);
}

std::vector<double> effects_to_show(const std::vector<const Effect*>& effects) {
  // The rays of an unbounded interval may begin anywhere: they do not stretch the axis beyond this.
  constexpr double kFarRay = 200;
  std::vector<double> shown;
  for (const Effect* effect : effects) {
    if (std::isfinite(effect->effect)) shown.push_back(effect->effect);
    if (has_bounds(*effect)) shown.insert(shown.end(), {effect->lower, effect->upper});
    if (effect->shape != IntervalShape::two_rays) continue;
    for (const double end : {effect->lower, effect->upper}) {
      if (std::abs(end) <= kFarRay) shown.push_back(end);
    }
  }
  return shown;
}

std::vector<ChartSegment> interval_of(const Effect& effect, const EffectAxis& axis) {
  if (effect.shape == IntervalShape::whole_line) return {{axis.low(), axis.high(), true, true}};
  if (effect.shape == IntervalShape::two_rays) {
    std::vector<ChartSegment> rays;
    if (axis.shows(effect.lower)) {
      rays.push_back({axis.low(), axis.place(effect.lower), true, false});
    }
    if (axis.shows(effect.upper)) {
      rays.push_back({axis.place(effect.upper), axis.high(), false, true});
    }
    return rays;
  }
  if (!has_bounds(effect)) return {};
  return {{axis.place(effect.lower), axis.place(effect.upper), !axis.shows(effect.lower),
           !axis.shows(effect.upper)}};
}

std::string interval_text(const ComparisonRow& row) {
  switch (row.effect->shape) {
    case IntervalShape::whole_line:
      return "unbounded";
    case IntervalShape::two_rays:
      return fmt::format("< {} or > {}", signed_text(row.effect->lower, 0),
                         signed_text(row.effect->upper, 0));
    case IntervalShape::bounded:
      break;
  }
  if (!has_bounds(*row.effect)) return "no interval";
  return fmt::format("[{}, {}]", row.lower, row.upper);
}

std::string script(const Results& results) {
  RowChart chart;
  chart.name = "effects";
  std::vector<std::vector<ComparisonRow>> rows_of_series;
  std::vector<const Effect*> effects;
  for (const std::string_view metric : kHeadlineMetrics) {
    std::vector<ComparisonRow> rows = compare(results, metric);
    std::erase_if(rows, [](const ComparisonRow& row) { return row.effect == nullptr; });
    if (rows.empty()) continue;
    for (const ComparisonRow& row : rows) effects.push_back(row.effect);
    chart.series.push_back({std::string(metric)});
    rows_of_series.push_back(std::move(rows));
  }
  if (effects.empty()) return {};

  const EffectAxis axis(effects_to_show(effects));
  bool beyond = false;
  bool unclear = false;
  for (const TreatmentResult* treatment : treatments_in_reading_order(results)) {
    ChartRow row;
    row.name = treatment->name;
    row.set_apart = treatment->oracle;
    if (treatment->oracle) row.note = "ceiling";
    for (std::size_t series = 0; series < rows_of_series.size(); ++series) {
      for (const ComparisonRow& compared : rows_of_series[series]) {
        if (compared.treatment != treatment) continue;
        const Effect& effect = *compared.effect;
        ChartMark mark;
        mark.series = series;
        if (axis.shows(effect.effect)) mark.place = axis.place(effect.effect);
        mark.hollow = compared.verdict == Verdict::unclear;
        mark.interval = interval_of(effect, axis);
        mark.estimate_text = compared.effect_percent;
        mark.interval_text = interval_text(compared);
        unclear |= mark.hollow;
        for (const ChartSegment& segment : mark.interval) {
          beyond |= segment.arrow_at_from || segment.arrow_at_to;
        }
        row.marks.push_back(std::move(mark));
      }
    }
    if (!row.marks.empty()) chart.rows.push_back(std::move(row));
  }

  constexpr int kControlColumns = 24;
  const std::string control = shorten(printable(results.control), kControlColumns);
  chart.title = fmt::format("Effect on listening, against {}", control);
  chart.subtitle = fmt::format("{} {} intervals, {} design; {}", confidence_text(results),
                               results.interval, results.design, amount_text(results));
  if (unclear) chart.legend_note = "hollow: not significant";
  chart.numbers_heading = fmt::format("effect, % [{} interval]", confidence_text(results));
  chart.axis_title = axis.log() ? "effect, % of the control's mean (log scale)"
                                : "effect, % of the control's mean";
  chart.low = axis.low();
  chart.high = axis.high();
  chart.lines = {{0, ""}};
  chart.tics = axis.log() ? ratio_tics(axis.low(), axis.high(), axis_pixels(chart))
                          : percent_tics(axis.low(), axis.high(), axis_pixels(chart), true);
  if (beyond) chart.notes = {"An arrow: the interval goes on, beyond this axis or without bound."};
  return write_row_chart(chart);
}

const FigureRegistration registration(
    {"effects", "Effects on listening with their intervals, one row per treatment", 1, script});

}  // namespace
}  // namespace reprise
