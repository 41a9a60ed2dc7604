// A chart with one row per treatment: its name, estimates with their intervals on a common axis,
// and the same in numbers beside it. Forest plots and dot charts are row charts.
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
  std::optional<double> place;  // within the axis; absent where there is no estimate to show
  bool hollow = false;
  std::vector<ChartSegment> interval;  // usually one; within the axis
  std::string estimate_text;
  std::string interval_text;
};

struct ChartRow {
  std::string name;              // as the config has it
  std::string note;              // small, below the name: "ceiling"
  bool set_apart = false;        // rows that do not compete: on a band
  std::vector<ChartMark> marks;  // one below the other
};

/// Every mark of a series has its colour and shape.
struct ChartSeries {
  std::string name;
};

/// A line across all rows.
struct ChartLine {
  double place = 0;
  std::string text;  // above the chart; may be empty
};

struct RowChart {
  std::string name;  // the figure's
  std::string title;
  std::string subtitle;
  std::string legend_note;          // beside the legend: what a hollow mark means
  std::vector<ChartSeries> series;  // at most two; no legend where it has no name
  std::vector<ChartRow> rows;       // at least one
  std::string numbers_heading;
  std::string axis_title;
  double low = 0;  // of the axis; low < high
  double high = 1;
  std::vector<Tic> tics;
  std::vector<ChartLine> lines;
  std::vector<std::string> notes;  // below the chart, one line each
  // Said where there are more rows than a chart shows: "40 of 200 treatments; all of them are in
  // results.json."
  std::string rows_are = "treatments";
  std::string all_are_in = "results.json";
};

/// Rows that a chart shows at most; the others are said to be left out.
inline constexpr std::size_t kMostChartRows = 40;

/// Pixels that the axis is long: the tics have to fit.
int axis_pixels(const RowChart& chart);

/// The gnuplot script. Text may be any bytes. Pure, safe to call from any thread.
std::string write_row_chart(const RowChart& chart);

}  // namespace reprise
