// Draws the effect in every cell of two parameters, as colours and numbers.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "reports/figures/effect_axis.h"
#include "reports/sweeps/figures/sweep_chart.h"
#include "reports/sweeps/sweep_figure.h"
#include "reports/sweeps/world_settings.h"
#include "reports/text/display_text.h"

namespace reprise {
namespace {

using namespace figure_colours;

constexpr double kEdge = 24;
constexpr double kMostCellWidth = 170;
constexpr double kInCell = 10;  // pixels left free beside a number
int name_width() { return narrow_figures() ? 110 : 200; }
constexpr int kLine = 24;
// A map with more rows would be longer than a page.
constexpr std::size_t kMostRows = 60;

using Rgb = std::array<double, 3>;
constexpr Rgb kWhite{255, 255, 255};
constexpr Rgb kGood{0, 114, 178};  // figure_colours::kBlue
constexpr Rgb kBad{213, 94, 0};    // figure_colours::kVermillion
constexpr std::string_view kNoEffect = "#eeeeee";

// Returns a mix of white (share 0) and the colour (share 1).
std::string blend(const Rgb& colour, double share) {
  std::array<int, 3> mixed{};
  for (std::size_t i = 0; i < mixed.size(); ++i) {
    mixed[i] = static_cast<int>(std::lround(kWhite[i] + (colour[i] - kWhite[i]) * share));
  }
  return fmt::format("#{:02x}{:02x}{:02x}", mixed[0], mixed[1], mixed[2]);
}

// Gives each effect a colour. Blue is better than the control, vermillion is worse, and a larger
// effect has a stronger colour. If all effects are on one side and far from 0, the smallest effect
// is nearly white.
class EffectColours {
 public:
  EffectColours(const EffectAxis& axis, const std::vector<CellEffect>& cells, bool lower_is_better)
      : sign_(lower_is_better ? -1 : 1) {
    double least = 0;
    double most = 0;
    bool first = true;
    for (const CellEffect& cell : cells) {
      if (!std::isfinite(cell.effect->effect)) continue;
      const double place = axis.place(cell.effect->effect);
      least = first ? place : std::min(least, place);
      most = first ? place : std::max(most, place);
      first = false;
    }
    const double nearest = least > 0 ? least : most < 0 ? -most : 0;
    farthest_ = std::max(std::abs(least), std::abs(most));
    // The smallest effect keeps some colour, because white means no effect.
    const double range = farthest_ - nearest;
    nearest_ = range > 0 && nearest > range ? nearest - 0.15 * range : 0;
    least_ = least;
    most_ = most;
  }

  double least() const { return least_; }
  double most() const { return most_; }

  // Returns the strength of the colour: 0 is white, 1 and -1 are the full colours.
  double strength(double place) const {
    if (farthest_ <= nearest_) return 0;
    const double share =
        std::clamp((std::abs(place) - nearest_) / (farthest_ - nearest_), 0.0, 1.0);
    return place * sign_ < 0 ? -share : share;
  }

  std::string colour_at(double place) const {
    const double at = strength(place);
    return blend(at < 0 ? kBad : kGood, std::abs(at));
  }

 private:
  double sign_;
  double least_ = 0;
  double most_ = 0;
  double nearest_ = 0;
  double farthest_ = 0;
};

class HeatMap {
 public:
  explicit HeatMap(const SweepResults& sweep)
      : sweep_(sweep),
        cells_(figure_cells(sweep)),
        axis_(effects_of(cells_), EffectAxis::Zero::when_near),
        colours_(axis_, cells_, sweep.ranked_better == Better::lower) {
    // The parameter with more values takes the rows, because a page is longer than wide.
    const std::size_t first = sweep.parameters[0].values.size();
    column_ = first <= sweep.parameters[1].values.size() ? 0 : 1;
    lay_out();
  }

  std::string script() const {
    const double bottom = top_ + cell_height_ * static_cast<double>(rows_.size());
    const int notes_top = static_cast<int>(bottom) + 2 * kLine + 54;
    Canvas canvas("heat_map", notes_top + kLine * static_cast<int>(notes_.size()) + 10);
    canvas.heading(fmt::format("The {}", effect_name(sweep_)), sweep_subtitle(sweep_));
    draw_key(canvas);
    draw_axes(canvas, bottom);
    for (std::size_t i = 0; i < sweep_.cells.size(); ++i) draw_cell(canvas, i);
    // Frames are drawn from the last rank to the first, so the best cell's frame covers those of
    // its neighbours.
    for (std::size_t i = cells_.size(); i-- > 0;) draw_frame(canvas, cells_[i]);
    for (std::size_t i = 0; i < notes_.size(); ++i) {
      canvas.text({kEdge, notes_top + kLine * (static_cast<double>(i) - 0.5)}, notes_[i],
                  FigureText::small, TextSide::left, kFaintText);
    }
    return canvas.script();
  }

 private:
  // Chooses the sizes of the cells and the texts that fit into them.
  void lay_out() {
    columns_ = sweep_.parameters[column_].values;
    rows_ = distinct_short_names(sweep_.parameters[1 - column_].values, narrow_figures() ? 10 : 18);
    for (const std::string& row : rows_) {
      left_ = std::max<double>(left_, text_width(row, FigureText::plain));
    }
    left_ = kEdge + std::min<double>(left_, name_width()) + 18;
    cell_width_ = std::min(kMostCellWidth,
                           (figure_width() - kEdge - left_) / static_cast<double>(columns_.size()));
    int number = 0;
    int interval = 0;
    for (const CellEffect& cell : cells_) {
      number = std::max(number, text_width(cell_text(cell), FigureText::small));
      interval =
          std::max(interval, text_width(interval_text(*cell.effect, cell), FigureText::small));
    }
    numbers_ = number + kInCell <= cell_width_;
    two_lines_ = numbers_ && interval + kInCell <= cell_width_;
    cell_height_ = two_lines_ ? 54 : numbers_ ? 40 : 28;
    constexpr int kPixelsOfColumn = 12;
    columns_ = distinct_short_names(columns_,
                                    std::max(8, static_cast<int>(cell_width_) / kPixelsOfColumn));
    make_notes();
  }

  void make_notes() {
    notes_ = {sweep_.ranked_better == Better::neither
                  ? "Blue: above the control; orange: below it."
                  : "Blue: better than the control; orange: worse."};
    if (swept(sweep_) == Swept::choices) {
      notes_.emplace_back("Thick frame: the best; thin frame: statistically tied with it.");
    }
    if (std::any_of(cells_.begin(), cells_.end(), dropped)) {
      notes_.emplace_back("*: dropped by halving, after fewer episodes.");
    }
    notes_.push_back(two_lines_ ? fmt::format("In brackets: the {} interval.",
                                              confidence_text(sweep_.confidence))
                                : std::string("Intervals are in the ranking and in sweep.csv."));
    if (!numbers_) notes_.emplace_back("The cells are too small for their numbers.");
    if (any_numbered(rows_) || any_numbered(columns_)) notes_.emplace_back(kNumberedNote);
    notes_ = note_lines(notes_);
  }

  static bool dropped(const CellEffect& cell) { return cell.cell->status == CellStatus::dropped; }

  static std::string cell_text(const CellEffect& cell) {
    return fmt::format("{}{}", cell.effect_percent, dropped(cell) ? "*" : "");
  }

  // Draws the key: a scale of colours with the least and the greatest effect at its ends.
  void draw_key(Canvas& canvas) const {
    constexpr int kSteps = 40;
    const double width = narrow_figures() ? 130 : 200;
    constexpr double kTop = kHeadingHeight + 4;
    const double middle = kTop + 9;
    const auto [least, most] = ends();
    const double left = kEdge + text_width(least, FigureText::small) + 8;
    for (int i = 0; i < kSteps; ++i) {
      const double place =
          colours_.least() + (colours_.most() - colours_.least()) * (i + 0.5) / kSteps;
      canvas.area({left + width * i / kSteps, kTop}, {left + width * (i + 1) / kSteps, kTop + 18},
                  colours_.colour_at(place));
    }
    canvas.frame({left, kTop}, {left + width, kTop + 18}, figure_colours::kLine, 1);
    canvas.text({left - 8, middle}, least, FigureText::small, TextSide::right);
    canvas.text({left + width + 8, middle}, most, FigureText::small, TextSide::left);
    if (narrow_figures()) {
      canvas.text({kEdge, middle + kLine}, axis_.title(), FigureText::small, TextSide::left,
                  kFaintText);
      return;
    }
    canvas.text({left + width + 8 + text_width(most, FigureText::small) + 18, middle},
                axis_.title(), FigureText::small, TextSide::left, kFaintText);
  }

  // Returns the texts of the least and the greatest effect.
  std::pair<std::string, std::string> ends() const {
    const CellEffect* least = nullptr;
    const CellEffect* most = nullptr;
    for (const CellEffect& cell : cells_) {
      if (!std::isfinite(cell.effect->effect)) continue;
      if (least == nullptr || cell.effect->effect < least->effect->effect) least = &cell;
      if (most == nullptr || cell.effect->effect > most->effect->effect) most = &cell;
    }
    if (least == nullptr) return {"n/a", "n/a"};
    return {fmt::format("{}%", least->effect_percent), fmt::format("{}%", most->effect_percent)};
  }

  void draw_axes(Canvas& canvas, double bottom) const {
    const double room = figure_width() - 2 * kEdge;
    canvas.text({kEdge, top_ - 18},
                fitting(sweep_.parameters[1 - column_].path, FigureText::small, room),
                FigureText::small, TextSide::left);
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      canvas.text({left_ - 12, y_of(row) + cell_height_ / 2}, rows_[row], FigureText::plain,
                  TextSide::right);
    }
    // A label of a column that has no room in the first line moves to a second line, or is left
    // out.
    double end = 0;
    double end_of_second_line = 0;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      const double middle = x_of(column) + cell_width_ / 2;
      const double half = text_width(columns_[column], FigureText::plain) / 2.0 + 6;
      if (middle - half >= end) {
        canvas.text({middle, bottom + 18}, columns_[column], FigureText::plain, TextSide::centre);
        end = middle + half;
      } else if (middle - half >= end_of_second_line) {
        canvas.text({middle, bottom + 18 + kLine}, columns_[column], FigureText::plain,
                    TextSide::centre);
        end_of_second_line = middle + half;
      }
    }
    const std::string title = fitting(sweep_.parameters[column_].path, FigureText::small, room);
    const double centre = left_ + cell_width_ * static_cast<double>(columns_.size()) / 2;
    canvas.text({centre_within(title, FigureText::small, centre),
                 bottom + 20 + kLine * (end_of_second_line > 0 ? 2 : 1)},
                title, FigureText::small, TextSide::centre);
  }

  void draw_cell(Canvas& canvas, std::size_t index) const {
    const SweepCell& cell = sweep_.cells[index];
    const std::size_t row = cell.values[1 - column_];
    const double x = x_of(cell.values[column_]);
    const double y = y_of(row);
    const auto found = std::find_if(cells_.begin(), cells_.end(),
                                    [index](const CellEffect& one) { return one.index == index; });
    const bool known = found != cells_.end() && std::isfinite(found->effect->effect);
    const double place = known ? axis_.place(found->effect->effect) : 0;
    canvas.area({x + 1, y + 1}, {x + cell_width_ - 1, y + cell_height_ - 1},
                known ? colours_.colour_at(place) : std::string(kNoEffect));
    canvas.frame({x + 1, y + 1}, {x + cell_width_ - 1, y + cell_height_ - 1}, kGrid, 1);
    const double middle = x + cell_width_ / 2;
    if (found == cells_.end()) {
      const std::string_view words = cell.status == CellStatus::failed    ? "failed"
                                     : cell.status == CellStatus::missing ? "not played"
                                                                          : "n/a";
      if (text_width(words, FigureText::small) + 4 > cell_width_) return;
      canvas.text({middle, y + cell_height_ / 2}, words, FigureText::small, TextSide::centre,
                  kFaintText);
      return;
    }
    if (!numbers_) return;
    const std::string_view colour = colours_.strength(place) > 0.7 ? "#ffffff" : kText;
    const double shift = two_lines_ ? 11 : 0;
    canvas.text({middle, y + cell_height_ / 2 - shift}, cell_text(*found), FigureText::small,
                TextSide::centre, colour);
    if (!two_lines_) return;
    canvas.text({middle, y + cell_height_ / 2 + shift}, interval_text(*found->effect, *found),
                FigureText::small, TextSide::centre, colour);
  }

  void draw_frame(Canvas& canvas, const CellEffect& cell) const {
    const std::size_t row = cell.cell->values[1 - column_];
    const bool best = cell.standing == Standing::best;
    if (!best && cell.standing != Standing::tied) return;
    const double x = x_of(cell.cell->values[column_]);
    const double y = y_of(row);
    canvas.frame({x + 1, y + 1}, {x + cell_width_ - 1, y + cell_height_ - 1}, kText,
                 best ? 4 : 1.2);
  }

  double x_of(std::size_t column) const {
    return left_ + cell_width_ * static_cast<double>(column);
  }
  double y_of(std::size_t row) const { return top_ + cell_height_ * static_cast<double>(row); }

  const SweepResults& sweep_;
  std::vector<CellEffect> cells_;
  EffectAxis axis_;
  EffectColours colours_;
  std::size_t column_ = 0;  // index of the parameter whose values are columns
  std::vector<std::string> columns_;
  std::vector<std::string> rows_;
  std::vector<std::string> notes_;
  double left_ = 0;
  double top_ = kHeadingHeight + 76 + (narrow_figures() ? kLine : 0);
  double cell_width_ = 0;
  double cell_height_ = 0;
  bool numbers_ = false;
  bool two_lines_ = false;
};

std::string script(const SweepResults& sweep) {
  if (sweep.parameters.size() != 2) return {};
  for (const SweepParameter& parameter : sweep.parameters) {
    if (parameter.values.size() < 2 || parameter.values.size() > kMostRows) return {};
  }
  // Random numbers would make a map with holes.
  if (2 * sweep.cells.size() <
      sweep.parameters[0].values.size() * sweep.parameters[1].values.size()) {
    return {};
  }
  if (cell_effects(sweep).empty()) return {};
  return HeatMap(sweep).script();
}

const SweepFigureRegistration registration({"heat_map",
                                            "The effect in every cell of the two parameters", 2,
                                            script});

}  // namespace
}  // namespace reprise
