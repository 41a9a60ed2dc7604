#include "reports/figures/style.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "reports/text/display_text.h"
#include "reports/text/html_text.h"

namespace reprise {
namespace {

thread_local bool narrow = false;

constexpr double kEdge = 24;  // pixels around all content
// The lines of a heading on narrow pages, in pixels from the top.
constexpr double kTitleY = 34;
constexpr double kTitleLine = 25;
constexpr double kSubtitleY = 66;
constexpr double kSubtitleLine = 22;

int pixels(FigureText size) {
  switch (size) {
    case FigureText::title:
      return narrow ? 19 : 22;
    case FigureText::plain:
      return 17;
    case FigureText::small:
      return 16;
  }
  return 16;
}

std::string_view name_of(TextSide side) {
  switch (side) {
    case TextSide::left:
      return "left";
    case TextSide::centre:
      return "center";
    case TextSide::right:
      return "right";
  }
  return "left";
}

// Returns the largest width of a letter, as a multiple of the text size. DejaVu Sans, the widest of
// the usual fonts, has this width.
double ascii_width(char letter) {
  const auto is_one_of = [letter](std::string_view letters) {
    return letters.find(letter) != std::string_view::npos;
  };
  if (is_one_of("ijlI|' .,:;!")) return 0.35;
  if (is_one_of("frt()[]-/\\\"`")) return 0.46;
  if (is_one_of("mwMW@%")) return 1.0;
  if ((letter >= 'A' && letter <= 'Z') || is_one_of("+<>=~#&^")) return 0.84;
  return 0.64;
}

bool is_harmless(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') ||
         std::string_view(" _-+.,:;()[]%").find(letter) != std::string_view::npos;
}

}  // namespace

NarrowFigures::NarrowFigures() { narrow = true; }
NarrowFigures::~NarrowFigures() { narrow = false; }
bool narrow_figures() { return narrow; }
int figure_width() { return narrow ? kNarrowFigureWidth : kFigureWidth; }

int text_width(std::string_view text, FigureText size) {
  double width = 0;
  for (const char letter : text) {
    if (static_cast<unsigned char>(letter) < 0x80) width += ascii_width(letter);
  }
  std::string others;
  for (const char letter : text) {
    if (static_cast<unsigned char>(letter) >= 0x80) others += letter;
  }
  width += 0.8 * display_width(others);
  return static_cast<int>(std::ceil(width * pixels(size)));
}

std::string fitting(std::string_view text, FigureText size, double pixels) {
  const std::string whole = printable(text);
  // A letter takes at least one pixel, so more columns than pixels never fit.
  int columns = std::min(display_width(whole), kFigureWidth);
  std::string shown = columns > 0 ? shorten(whole, columns) : whole;
  while (columns > 1 && text_width(shown, size) > pixels) shown = shorten(whole, --columns);
  return shown;
}

std::vector<std::string> figure_lines(std::string_view text, FigureText size, double pixels,
                                      std::size_t most) {
  const std::string whole = printable(text);
  std::vector<std::string> lines;
  std::string line;
  for (std::size_t begin = 0; begin < whole.size();) {
    const std::size_t end = std::min(whole.find(' ', begin), whole.size());
    const std::string word = whole.substr(begin, end - begin);
    const std::string longer = line.empty() ? word : fmt::format("{} {}", line, word);
    if (line.empty() || lines.size() + 1 == most || text_width(longer, size) <= pixels) {
      line = longer;
    } else {
      lines.push_back(std::exchange(line, word));
    }
    begin = end + 1;
  }
  if (!line.empty()) lines.push_back(line);
  for (std::string& one : lines) one = fitting(one, size, pixels);
  return lines;
}

std::vector<std::string> note_lines(const std::vector<std::string>& notes) {
  constexpr std::size_t kMostLines = 4;
  const double room = figure_width() - 2 * kEdge;
  std::vector<std::string> lines;
  for (const std::string& note : notes) {
    const std::vector<std::string> more =
        figure_lines(note, FigureText::small, room, narrow ? kMostLines : 1);
    lines.insert(lines.end(), more.begin(), more.end());
  }
  return lines;
}

NarrowHeading::NarrowHeading(std::string_view title_text, std::string_view subtitle_text) {
  constexpr std::size_t kMostLines = 3;
  const double room = figure_width() - 2 * kEdge;
  title = figure_lines(title_text, FigureText::title, room, kMostLines);
  subtitle = figure_lines(subtitle_text, FigureText::small, room, kMostLines);
}

double NarrowHeading::title_y(std::size_t line) const {
  return kTitleY + kTitleLine * static_cast<double>(line);
}

double NarrowHeading::subtitle_y(std::size_t line) const {
  const auto more = static_cast<double>(std::max<std::size_t>(title.size(), 1) - 1);
  return kSubtitleY + kTitleLine * more + kSubtitleLine * static_cast<double>(line);
}

int NarrowHeading::more_height() const {
  const std::size_t last = std::max<std::size_t>(subtitle.size(), 1) - 1;
  return static_cast<int>(subtitle_y(last) - kSubtitleY);
}

double centre_within(std::string_view text, FigureText size, double x) {
  const double half = text_width(text, size) / 2.0;
  const double right = figure_width() - kEdge - half;
  return std::max(std::min(x, right), std::min(kEdge + half, figure_width() / 2.0));
}

std::string gnuplot_string(std::string_view text) {
  const std::string shown = xml_characters(printable(text));
  std::string quoted = "\"";
  for (const char letter : shown) {
    if (is_harmless(letter)) {
      quoted += letter;
    } else {
      // After a leading 0, gnuplot reads four digits in all, and the next digit is a character of
      // its own.
      quoted += fmt::format("\\{:04o}", static_cast<unsigned>(static_cast<unsigned char>(letter)));
    }
  }
  return quoted + '"';
}

std::string gnuplot_tic_string(std::string_view text) {
  std::string doubled;
  for (const char letter : text) doubled += letter == '%' ? "%%" : std::string(1, letter);
  return gnuplot_string(doubled);
}

std::string figure_head(std::string_view name, int height) {
  using namespace figure_colours;
  std::string head = fmt::format(
      "set terminal svg size {},{} fixed font \"sans-serif,{}\" linewidth 1 noenhanced "
      "background \"#ffffff\" name {}\n",
      figure_width(), height, pixels(FigureText::plain), gnuplot_string(name));
  head += "set encoding utf8\n";
  head += fmt::format("set border 1 linecolor rgb \"{}\" linewidth 1.5\n", kLine);
  head += fmt::format("set grid xtics linetype 1 linecolor rgb \"{}\" linewidth 1\n", kGrid);
  head += "unset key\nunset ytics\n";
  head +=
      fmt::format("set xtics out nomirror scale 0.6 offset 0,0.3 textcolor rgb \"{}\"\n", kText);
  return head;
}

std::string figure_point(double x, double y, int height) {
  return fmt::format("screen {:.6f}, screen {:.6f}", x / figure_width(), 1 - y / height);
}

std::string figure_text(double x, double y, int height, std::string_view text, FigureText size,
                        TextSide side, std::string_view colour) {
  return fmt::format("set label {} at {} {} font \"sans-serif,{}\" textcolor rgb \"{}\"\n",
                     gnuplot_string(text), figure_point(x, y, height), name_of(side), pixels(size),
                     colour);
}

}  // namespace reprise
