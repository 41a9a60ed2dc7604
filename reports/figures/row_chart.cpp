#include "reports/figures/row_chart.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "reports/figures/style.h"
#include "reports/text/display_text.h"

namespace reprise {
namespace {

using namespace figure_colours;

constexpr int kEdge = 24;  // pixels around all content
constexpr int kNameColumns = 26;
constexpr int kFewestNameColumns = 12;
constexpr int kNameWidth = 250;   // pixels; longer names are shortened
constexpr int kMostColumns = 98;  // characters in a line of small text
constexpr int kGap = 18;          // pixels between columns
constexpr int kLineHeight = 24;
constexpr int kNarrowLine = 22;  // pixels of a line of names and numbers on narrow pages
constexpr int kMarkHeight = 21;  // pixels from one mark of a row to the next
// Half the length of the stroke that ends an interval; the stroke is longer than a mark is high.
constexpr double kCap = 8.5;

struct SeriesLook {
  std::string_view colour;
  int shape;  // gnuplot's number of the filled point
  double size;
};
constexpr std::array<SeriesLook, 2> kLooks{
    {{kBlue, 7, 0.9}, {kVermillion, 5, 0.8}}};  // circle, square

// Returns the rows that the chart shows: the first rows, and all rows that are set apart, because
// those come last.
std::vector<ChartRow> shown_rows(const RowChart& chart) {
  const std::size_t apart = static_cast<std::size_t>(std::count_if(
      chart.rows.begin(), chart.rows.end(), [](const ChartRow& row) { return row.set_apart; }));
  std::size_t room = kMostChartRows - std::min(apart, kMostChartRows - 1);
  std::vector<ChartRow> shown;
  for (const ChartRow& row : chart.rows) {
    if (shown.size() == kMostChartRows) break;
    if (!row.set_apart && room == 0) continue;
    if (!row.set_apart) --room;
    shown.push_back(row);
  }
  return shown;
}

// The places of all parts, in pixels from the top left corner.
struct Layout {
  std::vector<ChartRow> rows;
  std::vector<std::string> names;
  std::vector<std::string> notes;
  bool legend = false;
  int row_height = 0;
  // On narrow pages, names and numbers stand above the marks of their row: so many lines of text.
  int lines_above = 0;
  int more_heading = 0;  // pixels of the heading's further lines there
  int numbers_line = 0;  // the line at which the numbers begin; names may need one of their own
  int note_line = 1;
  int left = 0;   // left end of the axis
  int right = 0;  // right end of the axis
  int estimate_right = 0;
  int interval_left = 0;
  int top = 0;
  int bottom = 0;  // bottom of the rows
  int height = 0;
};

bool has_line_texts(const RowChart& chart) {
  return std::any_of(chart.lines.begin(), chart.lines.end(),
                     [](const ChartLine& line) { return !line.text.empty(); });
}

Layout lay_out(const RowChart& chart) {
  Layout layout;
  // The widths of names and numbers decide how much room is left for the axis.
  layout.rows = shown_rows(chart);
  std::vector<std::string> full_names;
  std::size_t marks = 1;
  int estimate_width = 0;
  int interval_width = 0;
  for (const ChartRow& row : layout.rows) {
    full_names.push_back(row.name);
    marks = std::max(marks, row.marks.size());
    for (const ChartMark& mark : row.marks) {
      estimate_width = std::max(estimate_width, text_width(mark.estimate_text, FigureText::small));
      interval_width = std::max(interval_width, text_width(mark.interval_text, FigureText::small));
    }
  }
  const bool narrow = narrow_figures();
  const int most_name_width =
      narrow ? figure_width() - 2 * kEdge - estimate_width - 8 - interval_width - kGap : kNameWidth;
  // Names are shortened until the widest one fits.
  int name_width = 0;
  for (int columns = kNameColumns; columns >= kFewestNameColumns; --columns) {
    layout.names = distinct_short_names(full_names, columns);
    name_width = 0;
    for (const std::string& name : layout.names) {
      name_width = std::max(name_width, text_width(name, FigureText::plain));
    }
    if (name_width <= most_name_width) break;
  }
  const int widest_name = name_width;
  for (const ChartRow& row : layout.rows) {
    name_width = std::max(name_width, text_width(row.note, FigureText::small));
  }
  layout.notes = chart.notes;
  if (layout.rows.size() < chart.rows.size()) {
    layout.notes.push_back(fmt::format("{} of {} {}; all of them are in {}.", layout.rows.size(),
                                       chart.rows.size(), chart.rows_are, chart.all_are_in));
  }
  if (narrow) {
    layout.notes = note_lines(layout.notes);
  } else {
    for (std::string& note : layout.notes) note = shorten(note, kMostColumns);
  }
  // The places follow from these widths and from the number of rows.
  layout.legend = has_legend(chart);
  layout.row_height = marks > 1 ? 50 : 42;
  if (narrow) {
    int widest_note = 0;
    for (const ChartRow& row : layout.rows) {
      widest_note = std::max(widest_note, text_width(row.note, FigureText::small));
    }
    const int count = static_cast<int>(marks);
    const bool notes_apart = widest_note > most_name_width;
    const bool names_apart = widest_name > most_name_width;
    if (names_apart) {
      layout.numbers_line = notes_apart ? 2 : 1;
    } else if (notes_apart) {
      layout.note_line = count;
    }
    layout.lines_above =
        std::max(layout.numbers_line + count, widest_note > 0 ? layout.note_line + 1 : 1);
    if (names_apart) {
      layout.names = distinct_short_names(full_names, kNameColumns);
      for (std::string& name : layout.names) {
        name = fitting(name, FigureText::plain, figure_width() - 2 * kEdge);
      }
    }
    layout.row_height = kNarrowLine * layout.lines_above + kMarkHeight * count + 20;
    layout.left = kEdge + 14;
    layout.right = figure_width() - kEdge - 14;
    layout.interval_left = figure_width() - kEdge - interval_width;
    layout.estimate_right = layout.interval_left - 8;
    const int legend_lines = layout.legend ? static_cast<int>(chart.series.size()) + 1 : 0;
    layout.more_heading = NarrowHeading(chart.title, chart.subtitle).more_height();
    layout.top =
        110 + layout.more_heading + kLineHeight * (legend_lines + (has_line_texts(chart) ? 1 : 0));
    layout.bottom = layout.top + layout.row_height * static_cast<int>(layout.rows.size());
    layout.height = layout.bottom + 86 + kLineHeight * static_cast<int>(layout.notes.size());
    return layout;
  }
  layout.left = kEdge + name_width + kGap;
  const int numbers_width = std::max(estimate_width + 8 + interval_width,
                                     text_width(chart.numbers_heading, FigureText::small));
  layout.right = figure_width() - kEdge - numbers_width - kGap;
  layout.estimate_right = layout.right + kGap + estimate_width;
  layout.interval_left = layout.estimate_right + 8;
  layout.top = layout.legend ? 142 : 110;
  layout.bottom = layout.top + layout.row_height * static_cast<int>(layout.rows.size());
  layout.height = layout.bottom + 86 + kLineHeight * static_cast<int>(layout.notes.size());
  return layout;
}

// The strokes of intervals, as gnuplot data: x, y, dx, dy for each stroke. y is in pixels below the
// top of the rows.
struct Strokes {
  std::string plain;
  std::string arrows;

  void add(const ChartSegment& segment, double y) {
    const double middle = (segment.from + segment.to) / 2;
    add_half(middle, segment.from, segment.arrow_at_from, y);
    add_half(middle, segment.to, segment.arrow_at_to, y);
  }

 private:
  static void stroke(std::string& block, double x, double y, double dx, double dy) {
    block += fmt::format("{:.8g} {:.8g} {:.8g} {:.8g}\n", x, y, dx, dy);
  }
  void add_half(double middle, double end, bool arrow, double y) {
    stroke(arrow ? arrows : plain, middle, y, end - middle, 0);
    if (!arrow) stroke(plain, end, y - kCap, 0, 2 * kCap);
  }
};

class RowChartWriter {
 public:
  explicit RowChartWriter(const RowChart& chart) : chart_(chart), layout_(lay_out(chart)) {}

  std::string write() {
    script_ = figure_head(chart_.name, layout_.height);
    write_axis();
    write_headings();
    write_legend();
    for (std::size_t i = 0; i < layout_.rows.size(); ++i) write_row(i);
    write_notes();
    write_plot();
    return std::move(script_);
  }

 private:
  void text(double x, double y, std::string_view text, FigureText size, TextSide side,
            std::string_view colour = kText) {
    script_ += figure_text(x, y, layout_.height, text, size, side, colour);
  }

  void write_axis() {
    const double width = figure_width();
    const double height = layout_.height;
    script_ += fmt::format("set lmargin at screen {:.6f}\nset rmargin at screen {:.6f}\n",
                           layout_.left / width, layout_.right / width);
    script_ += fmt::format("set tmargin at screen {:.6f}\nset bmargin at screen {:.6f}\n",
                           1 - layout_.top / height, 1 - layout_.bottom / height);
    script_ += fmt::format("set xrange [{:.8g}:{:.8g}]\nset yrange [{}:0]\n", chart_.low,
                           chart_.high, layout_.bottom - layout_.top);
    std::string tics;
    for (const Tic& tic : chart_.tics) {
      tics += fmt::format("{}{} {:.8g}", tics.empty() ? "" : ", ", gnuplot_tic_string(tic.text),
                          tic.place);
    }
    script_ += fmt::format("set xtics ({})\n", tics);
    text((layout_.left + layout_.right) / 2.0, layout_.bottom + 58, chart_.axis_title,
         FigureText::small, TextSide::centre);
    for (const ChartLine& line : chart_.lines) {
      if (narrow_figures()) {
        write_line_below_texts(line.place);
      } else {
        script_ += fmt::format(
            "set arrow from first {0:.8g}, graph 0 to first {0:.8g}, graph 1 nohead back linetype "
            "1 linecolor rgb \"{1}\" linewidth 2\n",
            line.place, kLine);
      }
      const double x = layout_.left + (layout_.right - layout_.left) * (line.place - chart_.low) /
                                          (chart_.high - chart_.low);
      text(x, layout_.top - 16, line.text, FigureText::small, TextSide::centre, kFaintText);
    }
  }

  // Draws a line through the marks of each row, but not through the names and numbers above them.
  void write_line_below_texts(double place) {
    for (std::size_t i = 0; i < layout_.rows.size(); ++i) {
      const double bottom = layout_.top + layout_.row_height * static_cast<double>(i + 1);
      const double top = bottom - layout_.row_height + 10 + kNarrowLine * layout_.lines_above;
      script_ += fmt::format(
          "set arrow from first {0:.8g}, screen {1:.6f} to first {0:.8g}, screen {2:.6f} nohead "
          "back linetype 1 linecolor rgb \"{3}\" linewidth 2\n",
          place, 1 - top / layout_.height, 1 - bottom / layout_.height, kLine);
    }
  }

  void write_headings() {
    const bool narrow = narrow_figures();
    if (narrow) {
      const NarrowHeading lines(chart_.title, chart_.subtitle);
      for (std::size_t i = 0; i < lines.title.size(); ++i) {
        text(kEdge, lines.title_y(i), lines.title[i], FigureText::title, TextSide::left);
      }
      for (std::size_t i = 0; i < lines.subtitle.size(); ++i) {
        text(kEdge, lines.subtitle_y(i), lines.subtitle[i], FigureText::small, TextSide::left,
             kFaintText);
      }
    } else {
      text(kEdge, 34, chart_.title, FigureText::title, TextSide::left);
      text(kEdge, 66, shorten(printable(chart_.subtitle), kMostColumns), FigureText::small,
           TextSide::left, kFaintText);
    }
    // On narrow pages the heading stands above the texts of lines, beside them on wide ones.
    const double above = narrow && has_line_texts(chart_) ? kLineHeight : 0;
    text(narrow ? figure_width() - kEdge : layout_.right + kGap, layout_.top - 16 - above,
         chart_.numbers_heading, FigureText::small, narrow ? TextSide::right : TextSide::left,
         kFaintText);
  }

  void write_legend() {
    if (!layout_.legend) return;
    double x = kEdge;
    double y = 97 + layout_.more_heading;
    for (std::size_t i = 0; i < chart_.series.size(); ++i) {
      script_ +=
          fmt::format("set label \"\" at {} point pointtype {} pointsize {} linecolor rgb \"{}\"\n",
                      figure_point(x + 8, y, layout_.height), kLooks[i].shape, kLooks[i].size,
                      kLooks[i].colour);
      text(x + 22, y, chart_.series[i].name, FigureText::small, TextSide::left, kLooks[i].colour);
      x += 22 + text_width(chart_.series[i].name, FigureText::small) + kGap;
      if (narrow_figures()) {
        x = kEdge;
        y += kLineHeight;
      }
    }
    text(x, y, chart_.legend_note, FigureText::small, TextSide::left, kFaintText);
  }

  // Returns the middle of a row, in pixels below the top of the rows.
  double middle_of(std::size_t row) const {
    return layout_.row_height * (static_cast<double>(row) + 0.5);
  }

  // Returns the place of a mark, in pixels below the top of the rows.
  double place_of(std::size_t row, std::size_t mark) const {
    if (narrow_figures()) {
      return layout_.row_height * static_cast<double>(row) + 10 +
             kNarrowLine * layout_.lines_above + kMarkHeight * (static_cast<double>(mark) + 0.5);
    }
    const std::size_t marks = layout_.rows[row].marks.size();
    return middle_of(row) +
           kMarkHeight * (static_cast<double>(mark) - (static_cast<double>(marks) - 1) / 2);
  }

  void write_row(std::size_t index) {
    const ChartRow& row = layout_.rows[index];
    const double middle = middle_of(index);
    const double top = middle - layout_.row_height / 2.0;
    // A band lies behind a row that is set apart, and a line divides the rows.
    if (row.set_apart) {
      script_ += fmt::format(
          "set object rectangle from {} to {} behind fillcolor rgb \"{}\" fillstyle solid 1 "
          "noborder\n",
          figure_point(kEdge - 8, layout_.top + top, layout_.height),
          figure_point(figure_width() - kEdge + 8, layout_.top + top + layout_.row_height,
                       layout_.height),
          kBand);
    }
    if (index > 0) {
      script_ += fmt::format(
          "set arrow from {} to {} nohead back linetype 1 linecolor rgb \"{}\" linewidth 1\n",
          figure_point(kEdge - 8, layout_.top + top, layout_.height),
          figure_point(figure_width() - kEdge + 8, layout_.top + top, layout_.height), kGrid);
    }
    if (narrow_figures()) {
      write_above(index, layout_.top + top);
      return;
    }
    // The name and its note stand left of the axis, the numbers right of the axis.
    const double shift = row.note.empty() ? 0 : 10;
    const double name_right = layout_.left - kGap;
    text(name_right, layout_.top + middle - shift, layout_.names[index], FigureText::plain,
         TextSide::right);
    if (!row.note.empty()) {
      text(name_right, layout_.top + middle + shift, row.note, FigureText::small, TextSide::right,
           kFaintText);
    }
    for (std::size_t i = 0; i < row.marks.size(); ++i) {
      const ChartMark& mark = row.marks[i];
      const double y = layout_.top + place_of(index, i);
      const std::string_view colour = chart_.series.size() > 1 ? kLooks[mark.series].colour : kText;
      text(layout_.estimate_right, y, mark.estimate_text, FigureText::small, TextSide::right,
           colour);
      text(layout_.interval_left, y, mark.interval_text, FigureText::small, TextSide::left, colour);
    }
  }

  // Writes the name and its note at the left, the numbers at the right, above the marks of a row.
  void write_above(std::size_t index, double top) {
    const ChartRow& row = layout_.rows[index];
    const auto line = [&](int i) { return top + 8 + kNarrowLine * (i + 0.5); };
    text(kEdge, line(0), layout_.names[index], FigureText::plain, TextSide::left);
    text(kEdge, line(layout_.note_line),
         fitting(row.note, FigureText::small, figure_width() - 2 * kEdge), FigureText::small,
         TextSide::left, kFaintText);
    for (std::size_t i = 0; i < row.marks.size(); ++i) {
      const ChartMark& mark = row.marks[i];
      const std::string_view colour = chart_.series.size() > 1 ? kLooks[mark.series].colour : kText;
      text(layout_.estimate_right, line(layout_.numbers_line + static_cast<int>(i)),
           mark.estimate_text, FigureText::small, TextSide::right, colour);
      text(layout_.interval_left, line(layout_.numbers_line + static_cast<int>(i)),
           mark.interval_text, FigureText::small, TextSide::left, colour);
    }
  }

  void write_notes() {
    double y = layout_.bottom + 62;
    for (const std::string& note : layout_.notes) {
      y += kLineHeight;
      text(kEdge, y, note, FigureText::small, TextSide::left, kFaintText);
    }
  }

  void add_plot(const std::string& block, const std::string& how) {
    if (block.empty()) return;
    const std::size_t number = plots_.size() + 1;
    script_ += fmt::format("$data{} << EOD\n{}EOD\n", number, block);
    plots_.push_back(fmt::format("$data{} using {} notitle", number, how));
  }

  void write_plot() {
    for (std::size_t series = 0; series < chart_.series.size(); ++series) {
      const SeriesLook& look = kLooks[series];
      Strokes strokes;
      std::string filled;
      std::string hollow;
      // The data of the series: strokes of intervals, filled and hollow points.
      for (std::size_t row = 0; row < layout_.rows.size(); ++row) {
        const std::vector<ChartMark>& marks = layout_.rows[row].marks;
        for (std::size_t i = 0; i < marks.size(); ++i) {
          if (marks[i].series != series) continue;
          const double y = place_of(row, i);
          for (const ChartSegment& segment : marks[i].interval) strokes.add(segment, y);
          if (!marks[i].place) continue;
          (marks[i].hollow ? hollow : filled) += fmt::format("{:.8g} {:.8g}\n", *marks[i].place, y);
        }
      }
      // Points are drawn after intervals. A white point on top makes a point hollow.
      const std::string line =
          fmt::format("linetype 1 linecolor rgb \"{}\" linewidth 2.5", look.colour);
      add_plot(strokes.plain, fmt::format("1:2:3:4 with vectors nohead {}", line));
      add_plot(strokes.arrows,
               fmt::format("1:2:3:4 with vectors head filled size screen 0.012,25 fixed {}", line));
      const auto points = [&look](double size, std::string_view colour) {
        return fmt::format("1:2 with points pointtype {} pointsize {:.3g} linecolor rgb \"{}\"",
                           look.shape, size, colour);
      };
      add_plot(filled + hollow, points(look.size, look.colour));
      add_plot(hollow, points(0.6 * look.size, "#ffffff"));
    }
    if (plots_.empty()) plots_.emplace_back("NaN notitle");
    script_ += fmt::format("plot {}\n", fmt::join(plots_, ", \\\n     "));
  }

  const RowChart& chart_;
  const Layout layout_;
  std::string script_;
  std::vector<std::string> plots_;
};

}  // namespace

int axis_pixels(const RowChart& chart) {
  const Layout layout = lay_out(chart);
  return layout.right - layout.left;
}

std::string write_row_chart(const RowChart& chart) { return RowChartWriter(chart).write(); }

}  // namespace reprise
