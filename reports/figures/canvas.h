// Draws a figure in pixels, for pictures that are not a plot with one pair of axes.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "reports/figures/style.h"

namespace reprise {

/// A point, in pixels from the top left corner.
struct CanvasPoint {
  double x = 0;
  double y = 0;
};

/// The colour and the shape of one of several series in a picture. The shapes tell the series apart
/// without colour as well.
struct PointLook {
  std::string_view colour;
  int shape;  // gnuplot's number of the filled point
};
inline constexpr std::array<PointLook, 6> kPointLooks{{{figure_colours::kBlue, 7},
                                                       {figure_colours::kVermillion, 5},
                                                       {figure_colours::kGreen, 9},
                                                       {figure_colours::kPurple, 13},
                                                       {figure_colours::kOrange, 11},
                                                       {figure_colours::kSkyBlue, 15}}};

/// Pixels around all content, and the pixel at which the heading ends.
inline constexpr int kFigureEdge = 24;
inline constexpr int kHeadingHeight = 88;

/// A figure under construction. Later parts cover earlier parts, but areas lie below all other
/// parts and labels above them.
class Canvas {
 public:
  /// Makes a canvas of figure_width() pixels width; `name` is the name of the figure.
  Canvas(std::string_view name, int height);

  /// Draws title and subtitle, at the top, before anything else is drawn. On narrow pages they take
  /// as many lines as they need: the picture grows, and all that is drawn later moves down by as
  /// much.
  void heading(std::string_view title, std::string_view subtitle);

  /// Draw one line of any text: `text` below the lines that cross it, `label` above them on white.
  void text(CanvasPoint at, std::string_view text, FigureText size, TextSide side,
            std::string_view colour = figure_colours::kText);
  void label(CanvasPoint at, std::string_view text, FigureText size, TextSide side,
             std::string_view colour = figure_colours::kText);

  void area(CanvasPoint top_left, CanvasPoint bottom_right, std::string_view colour);
  void frame(CanvasPoint top_left, CanvasPoint bottom_right, std::string_view colour, double width);
  void line(const std::vector<CanvasPoint>& points, std::string_view colour, double width);
  /// Draws the area between two lines. Both have the same number of points, from left to right. The
  /// area is transparent.
  void band(const std::vector<CanvasPoint>& upper, const std::vector<CanvasPoint>& lower,
            std::string_view colour);
  void arrow(CanvasPoint from, CanvasPoint to, std::string_view colour, double width);

  /// Draws a point; `shape` is gnuplot's number of the filled point.
  void point(CanvasPoint at, int shape, double size, std::string_view colour);

  /// Returns the gnuplot script that draws the figure.
  std::string script() const;

 private:
  // One gnuplot command draws a layer: successive parts of the same look.
  struct Layer {
    std::string look;
    std::string data;
  };

  std::string& layer(const std::string& look);
  std::string place(CanvasPoint at) const;

  std::string name_;
  int height_;
  double shift_ = 0;  // pixels by which the heading moved all that is below it
  std::string head_;
  std::vector<Layer> layers_;
};

}  // namespace reprise
