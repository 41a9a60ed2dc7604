// Draws all cells of three or more parameters. Each cell is a line through its values to its
// effect.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
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

constexpr double kEdge = 24;
constexpr double kLineHeight = 24;
// On wide pages axes stand beside each other, from kTop to kBottom. The intervals stand in a strip
// of their own, right of the effect's axis.
constexpr double kTop = kHeadingHeight + 66;
constexpr double kHeight = 400;
constexpr double kBottom = kTop + kHeight;
constexpr double kStripLeft = 690;
constexpr double kStripRight = kFigureWidth - 90;
// On narrow pages they lie below each other, from kEdge to the other edge, and so does the strip.
constexpr double kNarrowTop = kHeadingHeight + 96;
constexpr double kNarrowGap = 96;
constexpr double kNarrowStrip = 260;
// More axes would have no room for their values.
constexpr std::size_t kMostAxes = 8;
constexpr std::string_view kWorseColour = "#b9c9d4";

// A group of cells: the cells of one standing look alike.
struct Group {
  std::string_view words;
  std::string_view line;
  std::string_view estimate;
  std::string_view interval;
  double width;  // width of lines
};

// Later groups cover earlier groups.
constexpr std::array<Group, 3> kGroups{{{"others", kWorseColour, kLine, kWorseColour, 1},
                                        {"tied with the best", kBlue, kBlue, "#8fbfdc", 1.2},
                                        {"best", kBestColour, kBestColour, kBestColour, 3.5}}};

// The group whose look all cells have if worlds are swept.
constexpr std::size_t kUnranked = 1;

std::size_t group_of(Standing standing) {
  switch (standing) {
    case Standing::best:
      return 2;
    case Standing::tied:
      return 1;
    case Standing::worse:
    case Standing::unknown:
      break;
  }
  return 0;
}

class ParallelCoordinates {
 public:
  explicit ParallelCoordinates(const SweepResults& sweep)
      : sweep_(sweep),
        cells_(figure_cells(sweep)),
        axis_(effects_of(cells_), EffectAxis::Zero::when_near),
        ranked_(swept(sweep) == Swept::choices) {
    for (std::size_t i = 0; i < sweep.parameters.size() && axes_.size() < kMostAxes; ++i) {
      if (sweep.parameters[i].values.size() > 1) axes_.push_back(i);
    }
    gap_ = narrow_figures() ? kNarrowGap : (kStripLeft - kLeft) / static_cast<double>(axes_.size());
    for (std::size_t i = 0; i < axes_.size(); ++i) place_cells(i);
  }

  std::string script() const {
    const double bottom = narrow_figures() ? strip_begin() + kNarrowStrip : kBottom;
    const std::vector<std::string> notes = note_lines({note()});
    const double notes_top = bottom + (narrow_figures() ? 68 : 48);
    const double notes_height = kLineHeight * static_cast<double>(notes.size());
    Canvas canvas("parallel_coordinates", static_cast<int>(notes_top + notes_height + 8));
    canvas.heading(fmt::format("The {}, cell by cell", effect_name(sweep_)),
                   sweep_subtitle(sweep_));
    if (ranked_) draw_key(canvas);
    const EffectScale scale = narrow_figures()
                                  ? EffectScale::from_left(axis_, kEdge, figure_width() - kEdge)
                                  : EffectScale(axis_, kTop, kBottom);
    scale.draw(canvas, strip_begin(), strip_end(), TextSide::right);
    for (std::size_t i = 0; i < axes_.size(); ++i) draw_axis(canvas, across(i));
    draw_axis(canvas, strip_begin());
    for (std::size_t group = 0; group < kGroups.size(); ++group) draw_group(canvas, scale, group);
    for (std::size_t i = 0; i < axes_.size(); ++i) {
      narrow_figures() ? draw_narrow_labels(canvas, i) : draw_labels(canvas, i);
    }
    if (narrow_figures()) {
      canvas.text({kEdge, strip_end() + 44}, axis_.title(), FigureText::small, TextSide::left);
    } else {
      canvas.text({kFigureWidth - kEdge, kTop - 18}, axis_.title(), FigureText::small,
                  TextSide::right);
    }
    for (std::size_t i = 0; i < notes.size(); ++i) {
      canvas.text({kEdge, notes_top + kLineHeight * static_cast<double>(i)}, notes[i],
                  FigureText::small, TextSide::left, kFaintText);
    }
    return canvas.script();
  }

 private:
  static constexpr double kLeft = 130;

  std::string note() const {
    if (!ranked_) return "Lines that meet at a value are spread a little.";
    return fmt::format(
        "Lines that meet at a value are spread in the order of their effects, the best {}.",
        narrow_figures() ? "at the right" : "on top");
  }

  // Returns the pixel of an axis: from the left of the figure, or on narrow pages from its top.
  double across(std::size_t axis) const {
    return (narrow_figures() ? kNarrowTop : kLeft) + gap_ * static_cast<double>(axis);
  }

  // Returns the pixel of a place (0 to 1) along an axis: upwards, or on narrow pages to the right.
  static double along(double place) {
    constexpr double kPadding = 30;
    constexpr double kNarrowPadding = 44;
    if (!narrow_figures()) return kBottom - kPadding - (kHeight - 2 * kPadding) * place;
    return kEdge + kNarrowPadding + (figure_width() - 2 * (kEdge + kNarrowPadding)) * place;
  }

  static CanvasPoint point(double across, double along) {
    return narrow_figures() ? CanvasPoint{along, across} : CanvasPoint{across, along};
  }

  double strip_begin() const { return narrow_figures() ? across(axes_.size()) : kStripLeft; }
  double strip_end() const { return narrow_figures() ? strip_begin() + kNarrowStrip : kStripRight; }

  static void draw_axis(Canvas& canvas, double across) {
    const double first = narrow_figures() ? kEdge : kTop;
    const double last = narrow_figures() ? figure_width() - kEdge : kBottom;
    canvas.line({point(across, first), point(across, last)}, kLine, 1.5);
  }

  // Computes the place at which each cell crosses an axis. Cells with the same value are spread a
  // little.
  void place_cells(std::size_t axis) {
    const std::size_t parameter = axes_[axis];
    const std::vector<double> places = value_places(sweep_.parameters[parameter]);
    std::vector<double> sorted = places;
    std::sort(sorted.begin(), sorted.end());
    double room = std::abs(along(1) - along(0));
    for (std::size_t i = 1; i < sorted.size(); ++i) {
      room = std::min(room, std::abs(along(sorted[i]) - along(sorted[i - 1])));
    }
    std::map<std::size_t, std::vector<std::size_t>> by_value;
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      by_value[cells_[i].cell->values[parameter]].push_back(i);
    }
    std::vector<double>& crossings = crossings_.emplace_back(cells_.size());
    constexpr double kApart = 5;
    constexpr double kMostSpread = 50;
    for (const auto& [value, cells] : by_value) {
      const double count = static_cast<double>(cells.size());
      const double apart = std::min(kApart, std::min(kMostSpread, 0.6 * room) / count);
      for (std::size_t i = 0; i < cells.size(); ++i) {
        const double shift = apart * (static_cast<double>(i) - (count - 1) / 2);
        crossings[cells[i]] = along(places[value]) + (narrow_figures() ? -shift : shift);
      }
    }
  }

  void draw_key(Canvas& canvas) const {
    double x = kEdge;
    double middle = kHeadingHeight + 12;
    for (std::size_t i = kGroups.size(); i-- > 0;) {
      const Group& group = kGroups[i];
      const double width = 36 + text_width(group.words, FigureText::small);
      if (x + width > figure_width() - kEdge) {
        x = kEdge;
        middle += kLineHeight;
      }
      canvas.line({{x, middle}, {x + 28, middle}}, group.line, 3);
      canvas.text({x + 36, middle}, group.words, FigureText::small, TextSide::left);
      x += width + 24;
    }
  }

  void draw_group(Canvas& canvas, const EffectScale& scale, std::size_t number) const {
    const Group& group = kGroups[number];
    const bool best = number + 1 == kGroups.size();
    // The intervals stand in the order of ranks, the best first.
    const double step = (strip_end() - strip_begin() - 20) / static_cast<double>(cells_.size());
    std::vector<EffectMark> marks;
    for (std::size_t i = cells_.size(); i-- > 0;) {
      const Effect& effect = *cells_[i].effect;
      if ((ranked_ ? group_of(cells_[i].standing) : kUnranked) != number) continue;
      std::vector<CanvasPoint> points;
      for (std::size_t axis = 0; axis < axes_.size(); ++axis) {
        points.push_back(point(across(axis), crossings_[axis][i]));
      }
      if (scale.shows(effect.effect)) {
        points.push_back(point(strip_begin(), scale.along(effect.effect)));
      }
      canvas.line(points, group.line, group.width);
      marks.push_back({strip_begin() + 12 + step * (static_cast<double>(i) + 0.5), &effect});
    }
    EffectLook look;
    look.colour = group.estimate;
    look.interval = group.interval;
    look.cap = 0;
    look.width = best ? 2.5 : std::clamp(step / 3, 0.6, 2.0);
    look.size = best ? 0.8 : std::clamp(step / 16, 0.15, 0.6);
    scale.draw(canvas, marks, look);
  }

  void draw_labels(Canvas& canvas, std::size_t axis) const {
    constexpr double kLabelHeight = 20;
    constexpr int kPixelsOfColumn = 12;
    const SweepParameter& parameter = sweep_.parameters[axes_[axis]];
    const int columns = std::clamp(static_cast<int>(gap_ / kPixelsOfColumn) - 1, 8, 14);
    const std::string name =
        shorten(printable(parameter_names(sweep_)[axes_[axis]]), static_cast<int>(gap_) / 10);
    canvas.text({across(axis), kTop - 18}, name, FigureText::small, TextSide::centre);
    if (parameter.log_scale && has_numeric_axis(parameter)) {
      canvas.text({across(axis), kBottom + 14}, "log scale", FigureText::small, TextSide::centre,
                  kFaintText);
    }
    const std::vector<std::string> labels = distinct_short_names(parameter.values, columns);
    const std::vector<double> places = value_places(parameter);
    std::vector<double> taken;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const double y = along(places[i]);
      const bool room = std::all_of(taken.begin(), taken.end(), [y](double other) {
        return std::abs(other - y) >= kLabelHeight;
      });
      if (!room) continue;
      taken.push_back(y);
      canvas.label({across(axis) - 12, y}, labels[i], FigureText::small, TextSide::right);
    }
  }

  // Writes the name of an axis above it, and its values below it in up to two lines.
  void draw_narrow_labels(Canvas& canvas, std::size_t axis) const {
    constexpr int kColumns = 14;
    constexpr double kApart = 10;
    const SweepParameter& parameter = sweep_.parameters[axes_[axis]];
    const std::string name =
        fmt::format("{}{}", parameter_names(sweep_)[axes_[axis]],
                    parameter.log_scale && has_numeric_axis(parameter) ? " (log scale)" : "");
    canvas.label({kEdge, across(axis) - 16},
                 fitting(name, FigureText::small, figure_width() - 2 * kEdge), FigureText::small,
                 TextSide::left);
    const std::vector<std::string> labels = distinct_short_names(parameter.values, kColumns);
    const std::vector<double> places = value_places(parameter);
    std::vector<std::size_t> order(labels.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return places[a] < places[b]; });
    std::array<double, 2> ends{};  // where the labels of each line end
    for (const std::size_t i : order) {
      const double half = text_width(labels[i], FigureText::small) / 2.0;
      const double x = centre_within(labels[i], FigureText::small, along(places[i]));
      for (std::size_t line = 0; line < ends.size(); ++line) {
        if (x - half < ends[line]) continue;
        canvas.label({x, across(axis) + 16 + 21 * static_cast<double>(line)}, labels[i],
                     FigureText::small, TextSide::centre);
        ends[line] = x + half + kApart;
        break;
      }
    }
  }

  const SweepResults& sweep_;
  std::vector<CellEffect> cells_;
  EffectAxis axis_;
  bool ranked_;
  std::vector<std::size_t> axes_;  // parameters with more than one value
  double gap_ = 0;                 // pixels between two axes
  std::vector<std::vector<double>> crossings_;
};

std::string script(const SweepResults& sweep) {
  const auto varying =
      std::count_if(sweep.parameters.begin(), sweep.parameters.end(),
                    [](const SweepParameter& parameter) { return parameter.values.size() > 1; });
  if (varying < 3 || cell_effects(sweep).size() < 2) return {};
  return ParallelCoordinates(sweep).script();
}

const SweepFigureRegistration registration({"parallel_coordinates",
                                            "Every cell as a line through its values to its effect",
                                            3, script});

}  // namespace
}  // namespace reprise
