// How every figure looks, and how text gets into one. All functions are pure and safe to call from
// any thread.
#pragma once

#include <string>
#include <string_view>

namespace reprise {

/// Okabe and Ito's colours, which colour-blind readers tell apart, and the greys around them.
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

/// Pixels of a figure's full width; sizes of text are such that half of it is still readable.
inline constexpr int kFigureWidth = 960;

enum class FigureText { title, plain, small };

enum class TextSide { left, centre, right };  // of the text, at the point given

/// Pixels that one line of text takes at most, as the widest of the usual sans-serif fonts has it.
int text_width(std::string_view text, FigureText size);

/// `text`, printable, with its middle left out where it would take more than so many pixels.
std::string fitting(std::string_view text, FigureText size, double pixels);

/// `text` as a gnuplot string: printable(), and spelt so that nothing in it is interpreted by
/// gnuplot (quotes, backslashes, backticks, line ends) or is no character of XML.
std::string gnuplot_string(std::string_view text);

/// gnuplot_string() for the labels of tics, where "%" would begin a format.
std::string gnuplot_tic_string(std::string_view text);

/// The beginning of every figure's script: SVG of this height, and how lines and axes look.
std::string figure_head(std::string_view name, int height);

/// A command that puts one line of text at a point given in pixels from the top left corner.
std::string figure_text(double x, double y, int height, std::string_view text, FigureText size,
                        TextSide side, std::string_view colour = figure_colours::kText);

/// A point of that figure in pixels from its top left corner, as gnuplot's coordinates.
std::string figure_point(double x, double y, int height);

}  // namespace reprise
