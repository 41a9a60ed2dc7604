#include "reports/figures/effect_chart.h"

#include <algorithm>

namespace reprise {

void finish_effect_chart(RowChart& chart, const EffectAxis& axis) {
  chart.axis_title = axis.title();
  chart.low = axis.low();
  chart.high = axis.high();
  if (axis.shows(0)) chart.lines = {{0, ""}};
  chart.tics = axis.tics(axis_pixels(chart), AxisDirection::horizontal);
  bool hollow = false;
  bool beyond = false;
  for (std::size_t row = 0; row < std::min(chart.rows.size(), kMostChartRows); ++row) {
    for (const ChartMark& mark : chart.rows[row].marks) {
      hollow |= mark.hollow;
      beyond |= has_arrow(mark.interval);
    }
  }
  if (hollow && has_legend(chart)) chart.legend_note = "hollow: not significant";
  if (hollow && !has_legend(chart)) chart.notes.emplace_back("Hollow: not significant.");
  if (beyond) {
    chart.notes.emplace_back("An arrow: the interval goes on, beyond this axis or without bound.");
  }
}

}  // namespace reprise
