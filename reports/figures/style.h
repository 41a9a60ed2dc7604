// Defines the style of all figures, and writes text into them. All functions are pure and safe to
// call from any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace reprise {

/// The colours of Okabe and Ito, which colour-blind readers can tell apart, and the greys around
/// them.
namespace figure_colours {
inline constexpr std::string_view kBlue = "#0072b2";
inline constexpr std::string_view kVermillion = "#d55e00";
inline constexpr std::string_view kGreen = "#009e73";
inline constexpr std::string_view kPurple = "#cc79a7";
inline constexpr std::string_view kOrange = "#e69f00";
inline constexpr std::string_view kSkyBlue = "#56b4e9";
inline constexpr std::string_view kText = "#222222";
inline constexpr std::string_view kFaintText = "#5f5f5f";
inline constexpr std::string_view kLine = "#6f6f6f";
inline constexpr std::string_view kGrid = "#dcdcdc";
inline constexpr std::string_view kBand = "#f1f1f1";
}  // namespace figure_colours

/// The width of a figure in pixels. Text is large enough to be readable at half this width.
inline constexpr int kFigureWidth = 960;
/// The width of the same figure on narrow pages, such as those of phones, where every figure has a
/// layout of its own.
inline constexpr int kNarrowFigureWidth = 480;

/// While an object of this class lives, the figures of its thread are laid out for narrow pages.
class NarrowFigures {
 public:
  NarrowFigures();
  ~NarrowFigures();
  NarrowFigures(const NarrowFigures&) = delete;
  NarrowFigures& operator=(const NarrowFigures&) = delete;
};

/// Returns whether figures of this thread are laid out for narrow pages, and their width.
bool narrow_figures();
int figure_width();

enum class FigureText { title, plain, small };

enum class TextSide { left, centre, right };  // the side of the text that stands at the given point

/// Returns the largest width of one line of text in pixels. The widest of the usual sans-serif
/// fonts has this width.
int text_width(std::string_view text, FigureText size);

/// Returns `text`, made printable. The middle is left out if the text is wider than `pixels`.
std::string fitting(std::string_view text, FigureText size, double pixels);

/// Returns `text`, made printable, as at most `most` (>= 1) lines that fit `pixels`: broken at
/// blanks, and shortened where a word or the last line is still too wide. Empty for an empty text.
std::vector<std::string> figure_lines(std::string_view text, FigureText size, double pixels,
                                      std::size_t most);

/// Returns notes below a figure as lines of small text that fit figure_width(): each is one line on
/// wide pages, and as many as it needs on narrow ones.
std::vector<std::string> note_lines(const std::vector<std::string>& notes);

/// A title and a subtitle in lines, on narrow pages.
struct NarrowHeading {
  std::vector<std::string> title;
  std::vector<std::string> subtitle;

  NarrowHeading(std::string_view title, std::string_view subtitle);

  /// Return the vertical place of a line in pixels, and by how much the heading is higher than one
  /// of two lines.
  double title_y(std::size_t line) const;
  double subtitle_y(std::size_t line) const;
  int more_height() const;
};

/// Returns `x`, the middle of a text, moved until the text is within the figure's edges.
double centre_within(std::string_view text, FigureText size, double x);

/// Returns `text` as a gnuplot string: printable(), and with escapes, so that gnuplot interprets
/// nothing (quotes, backslashes, backticks, line ends) and all characters are characters of XML.
std::string gnuplot_string(std::string_view text);

/// Returns gnuplot_string() for the labels of tics, in which a "%" must not begin a format.
std::string gnuplot_tic_string(std::string_view text);

/// Returns the beginning of a figure's script: an SVG of this height, and the style of lines and
/// axes.
std::string figure_head(std::string_view name, int height);

/// Returns a command that puts one line of text at a point. The point is in pixels from the top
/// left corner.
std::string figure_text(double x, double y, int height, std::string_view text, FigureText size,
                        TextSide side, std::string_view colour = figure_colours::kText);

/// Returns a point of a figure as gnuplot's coordinates. The point is in pixels from the top left
/// corner.
std::string figure_point(double x, double y, int height);

}  // namespace reprise
