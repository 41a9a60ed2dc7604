// Draws the effect against each parameter, with a panel per parameter and the interval of every
// cell.
#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "reports/figures/effect_axis.h"
#include "reports/figures/effect_scale.h"
#include "reports/sweeps/figures/sweep_chart.h"
#include "reports/sweeps/sweep_figure.h"
#include "reports/sweeps/sweep_names.h"
#include "reports/sweeps/world_settings.h"
#include "reports/text/display_text.h"

namespace reprise {
namespace {

using namespace figure_colours;

double left_end() { return narrow_figures() ? 104 : 124; }
double right_end() { return figure_width() - 24; }
constexpr int kPlotHeight = 250;
constexpr int kLineHeight = 24;
constexpr int kMostLevels = 4;    // lines of labels below an axis
constexpr double kLabelGap = 14;  // pixels between two labels
// Pixels between the ends of an axis and the values next to them.
double least_padding() { return narrow_figures() ? 28 : 40; }
// Nobody would read a figure with more panels. The report has a table for each parameter.
constexpr std::size_t kMostPanels = 6;

// An entry of a legend: a name with the point before it.
struct LegendEntry {
  std::string text;
  PointLook look;
  double x = 0;
  int line = 0;
};

// A series: estimates of one look. A line may join them.
struct Series {
  EffectLook look;
  bool joined = false;
  std::vector<EffectMark> marks;

  void add(double x, const CellEffect& cell) {
    marks.push_back({x, cell.effect, cell.verdict == Verdict::unclear});
  }
};

class Panel {
 public:
  Panel(const SweepResults& sweep, const std::vector<CellEffect>& cells, std::size_t parameter)
      : sweep_(sweep), cells_(cells), index_(parameter), parameter_(sweep.parameters[parameter]) {
    place_values();
    place_labels();
    if (sweep.parameters.size() == 1) {
      one_series();
    } else if (sweep.parameters.size() == 2 &&
               sweep.parameters[1 - parameter].values.size() <= kPointLooks.size()) {
      series_of_values(1 - parameter);
    } else if (swept(sweep) == Swept::choices) {
      best_and_others();
    } else {
      one_series();
    }
  }

  int height() const {
    return kLineHeight * (legend_lines_ + 1) + kPlotHeight + kLineHeight * (levels_ + 1) + 36;
  }

  bool numbered() const { return any_numbered(labels_); }

  void draw(Canvas& canvas, const EffectAxis& axis, double top) const {
    const double middle_of_line = kLineHeight / 2.0;
    for (const LegendEntry& entry : legend_) {
      const double y = top + kLineHeight * entry.line + middle_of_line;
      if (entry.look.shape > 0) {
        canvas.point({entry.x, y}, entry.look.shape, 0.9, entry.look.colour);
      }
      canvas.text({entry.x + 14, y}, entry.text, FigureText::small, TextSide::left);
    }
    top += kLineHeight * legend_lines_;
    canvas.text({24, top + middle_of_line}, axis.title(), FigureText::small, TextSide::left,
                kFaintText);
    top += kLineHeight + 6;
    const double bottom = top + kPlotHeight;
    const EffectScale scale(axis, top, bottom);
    scale.draw(canvas, left_end(), right_end(), TextSide::left);
    canvas.line({{left_end(), bottom}, {right_end(), bottom}}, kLine, 1.5);
    for (std::size_t i = 0; i < labels_.size(); ++i) {
      canvas.line({{x_[i], bottom}, {x_[i], bottom + 6}}, kLine, 1.5);
      if (label_levels_[i] < 0) continue;
      canvas.text({centre_within(labels_[i], FigureText::plain, x_[i]),
                   bottom + 18 + kLineHeight * label_levels_[i]},
                  labels_[i], FigureText::plain, TextSide::centre);
    }
    const std::string title =
        fitting(axis_title(parameter_), FigureText::small, figure_width() - 2 * kFigureEdge);
    canvas.text({centre_within(title, FigureText::small, (left_end() + right_end()) / 2),
                 bottom + 20 + kLineHeight * levels_},
                title, FigureText::small, TextSide::centre);
    for (const Series& series : series_) draw_series(canvas, scale, series);
  }

 private:
  void place_values() {
    const std::vector<double> places = value_places(parameter_);
    std::vector<double> sorted = places;
    std::sort(sorted.begin(), sorted.end());
    double gap = 1;
    for (std::size_t i = 1; i < sorted.size(); ++i) gap = std::min(gap, sorted[i] - sorted[i - 1]);
    // Half of the room of a value is left free at both ends.
    const double width = right_end() - left_end();
    const double padding = std::max(least_padding(), width * gap / 2 / (1 + gap));
    slot_ = gap * (width - 2 * padding);
    for (const double place : places) {
      x_.push_back(left_end() + padding + (width - 2 * padding) * place);
    }
  }

  // Labels of numbers share one line, and a label without room is left out. Labels of choices may
  // use several lines.
  void place_labels() {
    const bool numeric = has_numeric_axis(parameter_);
    constexpr int kPixelsOfColumn = 12;
    const int columns = std::clamp(static_cast<int>(slot_) / kPixelsOfColumn, 8, 40);
    labels_ = distinct_short_names(parameter_.values, columns);
    std::vector<std::size_t> order(labels_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [this](std::size_t a, std::size_t b) { return x_[a] < x_[b]; });
    // If numbers are equally far apart, every label, every second one, every third one, ... is
    // shown: as many as have room.
    const std::size_t most = numeric && equally_far(order) ? labels_.size() : 1;
    for (std::size_t step = 1; step <= most; ++step) {
      if (put_labels(order, step, numeric ? 1 : kMostLevels)) break;
    }
  }

  bool equally_far(const std::vector<std::size_t>& order) const {
    for (std::size_t i = 1; i < order.size(); ++i) {
      if (x_[order[i]] - x_[order[i - 1]] > 1.01 * slot_) return false;
    }
    return true;
  }

  // Places every `step`th label and leaves out the labels without room. Returns whether all of them
  // had room.
  bool put_labels(const std::vector<std::size_t>& order, std::size_t step, int levels) {
    std::vector<double> ends(static_cast<std::size_t>(levels), 0);
    label_levels_.assign(labels_.size(), -1);
    bool all = true;
    for (std::size_t i = 0; i < order.size(); i += step) {
      const std::size_t value = order[i];
      const double half = text_width(labels_[value], FigureText::plain) / 2.0;
      const auto free = std::find_if(ends.begin(), ends.end(),
                                     [&](double end) { return x_[value] - half >= end; });
      if (free == ends.end()) {
        all = false;
        continue;
      }
      *free = x_[value] + half + kLabelGap;
      label_levels_[value] = static_cast<int>(free - ends.begin());
      levels_ = std::max(levels_, label_levels_[value] + 1);
    }
    return all;
  }

  void add_legend(const std::string& whole, const PointLook& look) {
    const std::string text = fitting(whole, FigureText::small, right_end() - 32 - 14);
    const int width = 14 + text_width(text, FigureText::small) + 24;
    if (legend_lines_ == 0 || legend_x_ + width > right_end()) {
      ++legend_lines_;
      legend_x_ = 32;
    }
    legend_.push_back({text, look, legend_x_, legend_lines_ - 1});
    legend_x_ += width;
  }

  // Makes one series of all cells: there is no other parameter, or none of the cells is the best.
  // Cells of the same value stand side by side.
  void one_series() {
    constexpr double kApart = 11;
    Series series;
    series.look.colour = series.look.interval = kBlue;
    series.joined = sweep_.parameters.size() == 1 && has_numeric_axis(parameter_);
    std::map<std::size_t, std::vector<const CellEffect*>> by_value;
    for (const CellEffect& cell : cells_) by_value[cell.cell->values[index_]].push_back(&cell);
    for (const auto& [value, cells] : by_value) {
      const double count = static_cast<double>(cells.size());
      const double apart = std::min(kApart, 0.75 * slot_ / count);
      for (std::size_t i = 0; i < cells.size(); ++i) {
        series.add(x_[value] + apart * (static_cast<double>(i) - (count - 1) / 2), *cells[i]);
      }
    }
    series_.push_back(std::move(series));
  }

  // Makes a series for each value of the other parameter. The series stand side by side at each
  // value of this parameter.
  void series_of_values(std::size_t other) {
    constexpr int kValueColumns = 24;
    constexpr double kApart = 11;
    const std::vector<std::string> values =
        distinct_short_names(sweep_.parameters[other].values, kValueColumns);
    add_legend(fmt::format("{}:", shorten(printable(parameter_names(sweep_)[other]), 40)),
               {kFaintText, 0});
    const double count = static_cast<double>(values.size());
    const double apart = std::min(kApart, 0.7 * slot_ / count);
    for (std::size_t value = 0; value < values.size(); ++value) {
      add_legend(values[value], kPointLooks[value]);
      Series series;
      series.look.colour = series.look.interval = kPointLooks[value].colour;
      series.look.shape = kPointLooks[value].shape;
      series.look.width = 2;
      series.look.cap = std::min(4.0, apart / 2);
      series.joined = has_numeric_axis(parameter_);
      const double shift = apart * (static_cast<double>(value) - (count - 1) / 2);
      for (const CellEffect& cell : cells_) {
        if (cell.cell->values[other] != value) continue;
        series.add(x_[cell.cell->values[index_]] + shift, cell);
      }
      series_.push_back(std::move(series));
    }
  }

  // Makes two series: the best cell of each value, and the other cells. They stand side by side at
  // each value, the best one last.
  void best_and_others() {
    constexpr double kApart = 14;
    add_legend("best cell of each value", {kBestColour, 7});
    add_legend("the other cells of the value", {kOtherColour, 7});
    std::map<std::size_t, std::vector<const CellEffect*>> by_value;
    for (const CellEffect& cell : cells_) {
      by_value[cell.cell->values[index_]].push_back(&cell);
    }
    Series best;
    best.look.colour = best.look.interval = kBestColour;
    Series others;
    others.look.colour = others.look.interval = kOtherColour;
    others.look.size = 0.4;
    others.look.width = 1;
    others.look.cap = 0;
    for (auto& [value, cells] : by_value) {
      // cell_effects() has the best cell first, so the order is reversed.
      std::reverse(cells.begin(), cells.end());
      const double count = static_cast<double>(cells.size());
      const double apart = std::min(kApart, 0.75 * slot_ / count);
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const double x = x_[value] + apart * (static_cast<double>(i) - (count - 1) / 2);
        (i + 1 == cells.size() ? best : others).add(x, *cells[i]);
      }
    }
    series_.push_back(std::move(others));
    series_.push_back(std::move(best));
  }

  static void draw_series(Canvas& canvas, const EffectScale& scale, const Series& series) {
    if (series.joined) {
      std::vector<CanvasPoint> points;
      for (const EffectMark& mark : series.marks) {
        if (!scale.shows(mark.effect->effect)) continue;
        points.push_back({mark.across, scale.along(mark.effect->effect)});
      }
      std::sort(points.begin(), points.end(),
                [](const CanvasPoint& a, const CanvasPoint& b) { return a.x < b.x; });
      if (points.size() > 1) canvas.line(points, series.look.colour, 1.2);
    }
    scale.draw(canvas, series.marks, series.look);
  }

  const SweepResults& sweep_;
  const std::vector<CellEffect>& cells_;
  std::size_t index_;
  const SweepParameter& parameter_;
  std::vector<double> x_;  // pixel of each value
  double slot_ = 0;        // pixels of room for each value
  std::vector<std::string> labels_;
  std::vector<int> label_levels_;  // line of each label; below zero if it is left out
  int levels_ = 1;
  std::vector<LegendEntry> legend_;
  int legend_lines_ = 0;
  double legend_x_ = 0;
  std::vector<Series> series_;
};

std::string script(const SweepResults& sweep) {
  const std::vector<CellEffect> cells = figure_cells(sweep);
  if (cells.empty()) return {};
  std::vector<Panel> panels;
  std::size_t varying = 0;
  for (std::size_t i = 0; i < sweep.parameters.size(); ++i) {
    if (sweep.parameters[i].values.size() < 2) continue;
    if (++varying <= kMostPanels) panels.emplace_back(sweep, cells, i);
  }
  if (panels.empty()) return {};
  std::vector<std::string> notes{
      "Hollow: not significant. An arrow: the interval goes on, beyond this axis or without "
      "bound."};
  int height = kHeadingHeight;
  bool numbered = false;
  for (const Panel& panel : panels) {
    height += panel.height();
    numbered |= panel.numbered();
  }
  if (numbered) notes.emplace_back(kNumberedNote);
  if (panels.size() < varying) {
    notes.push_back(
        fmt::format("{} of {} parameters; sweep.csv has all of them.", panels.size(), varying));
  }
  notes = note_lines(notes);
  height += kLineHeight * static_cast<int>(notes.size()) + 12;
  Canvas canvas("parameters", height);
  canvas.heading(fmt::format("The {}", effect_name(sweep)), sweep_subtitle(sweep));
  const EffectAxis axis(effects_of(cells), EffectAxis::Zero::when_near);
  int top = kHeadingHeight;
  for (const Panel& panel : panels) {
    panel.draw(canvas, axis, top);
    top += panel.height();
  }
  for (const std::string& note : notes) {
    canvas.text({24, top + kLineHeight / 2.0}, note, FigureText::small, TextSide::left, kFaintText);
    top += kLineHeight;
  }
  return canvas.script();
}

const SweepFigureRegistration registration({"parameters",
                                            "The effect against each parameter, with intervals", 1,
                                            script});

}  // namespace
}  // namespace reprise
