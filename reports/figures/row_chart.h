// Draws a chart with one row per treatment: the treatment's name, its estimates with their
// intervals on a common axis, and the same numbers as text. Forest plots and dot charts are row
// charts.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/figures/chart_segment.h"
#include "reports/figures/tics.h"

namespace reprise {

struct ChartMark {
  std::size_t series = 0;
  std::optional<double> place;  // within the axis; absent if there is no estimate to show
  bool hollow = false;
  std::vector<ChartSegment> interval;  // pieces of the interval, within the axis; usually one
  std::string estimate_text;
  std::string interval_text;
};

struct ChartRow {
  std::string name;              // the name as the config has it
  std::string note;              // small text below the name: "ceiling"
  bool set_apart = false;        // the row does not compete; it stands on a band
  std::vector<ChartMark> marks;  // the marks stand one below the other
};

/// A series. All its marks have the same colour and shape.
struct ChartSeries {
  std::string name;
};

/// A vertical line across all rows.
struct ChartLine {
  double place = 0;
  std::string text;  // text above the chart; may be empty
};

struct RowChart {
  std::string name;  // name of the figure
  std::string title;
  std::string subtitle;
  // Text beside the legend, if there is one: the meaning of a hollow mark.
  std::string legend_note;
  // At most two; there is no legend if the first has no name.
  std::vector<ChartSeries> series;
  std::vector<ChartRow> rows;  // at least one row
  std::string numbers_heading;
  std::string axis_title;
  double low = 0;  // ends of the axis; low < high
  double high = 1;
  std::vector<Tic> tics;
  std::vector<ChartLine> lines;
  std::vector<std::string> notes;  // notes below the chart, one line each
  // Words for the note that a chart does not show all rows: "40 of 200 treatments; all of them are
  // in results.json."
  std::string rows_are = "treatments";
  std::string all_are_in = "results.json";
};

/// The largest number of rows that a chart shows. A note tells that the other rows are left out.
inline constexpr std::size_t kMostChartRows = 40;

/// Returns whether the chart has a legend, which says what its series are.
inline bool has_legend(const RowChart& chart) {
  return !chart.series.empty() && !chart.series.front().name.empty();
}

/// Returns the length of the axis in pixels; the tics must fit this length.
int axis_pixels(const RowChart& chart);

/// Returns the gnuplot script. Text may be any bytes. Pure, safe to call from any thread.
std::string write_row_chart(const RowChart& chart);

}  // namespace reprise
