#include "reports/figures/style.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "reports/text/display_text.h"
#include "reports/text/html_text.h"

namespace reprise {
namespace {

thread_local bool narrow = false;

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
