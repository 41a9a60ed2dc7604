#include "reports/figures/effect_chart.h"

#include <gmock/gmock.h>

#include "reports/figures/effect_mark.h"

namespace reprise {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

Effect sample() {
  Effect effect;
  effect.effect = 5;
  effect.lower = -1;
  effect.upper = 11;
  return effect;
}

// A chart with one row, whose mark has this verdict.
RowChart chart_with(const std::string& series, Verdict verdict, const EffectAxis& axis) {
  RowChart chart;
  chart.series = {{series}};
  ChartRow row;
  row.name = "a";
  row.marks = {effect_mark(sample(), {}, verdict, 0, axis)};
  chart.rows = {row};
  return chart;
}

TEST(EffectChart, SaysWhatHollowMarksMeanWithAndWithoutALegend) {
  const Effect effect = sample();
  const EffectAxis axis({&effect}, EffectAxis::Zero::always);
  RowChart with_legend = chart_with("mean_time_per_session", Verdict::unclear, axis);
  finish_effect_chart(with_legend, axis);
  EXPECT_EQ(with_legend.legend_note, "hollow: not significant");
  EXPECT_THAT(with_legend.notes, IsEmpty());
  RowChart without = chart_with("", Verdict::unclear, axis);
  finish_effect_chart(without, axis);
  EXPECT_THAT(without.notes, ElementsAre("Hollow: not significant."));
  RowChart clear = chart_with("", Verdict::better, axis);
  finish_effect_chart(clear, axis);
  EXPECT_THAT(clear.notes, IsEmpty());
  EXPECT_EQ(clear.lines.size(), 1u);
}

TEST(EffectChart, SaysNothingOfRowsThatItDoesNotShow) {
  Effect effect = sample();
  const EffectAxis axis({&effect}, EffectAxis::Zero::always);
  RowChart chart = chart_with("", Verdict::better, axis);
  chart.rows.resize(kMostChartRows, chart.rows.front());
  effect.upper = 1000;  // beyond the axis
  ChartRow last;
  last.marks = {effect_mark(effect, {}, Verdict::unclear, 0, axis)};
  chart.rows.push_back(last);
  finish_effect_chart(chart, axis);
  EXPECT_THAT(chart.notes, IsEmpty());
  std::swap(chart.rows.front(), chart.rows.back());
  finish_effect_chart(chart, axis);
  EXPECT_THAT(chart.notes, ElementsAre("Hollow: not significant.", HasSubstr("An arrow")));
}

}  // namespace
}  // namespace reprise
