// A figure drawn in pixels, for pictures that are no plot of one pair of axes.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "reports/figures/style.h"

namespace reprise {

/// Pixels from the top left corner.
struct CanvasPoint {
  double x = 0;
  double y = 0;
};

/// Colour and shape of one of several things in a picture, told apart without colour as well.
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

/// Pixels around everything, and at which a heading ends.
inline constexpr int kFigureEdge = 24;
inline constexpr int kHeadingHeight = 88;

/// What is drawn later covers what was drawn before, but areas lie below everything else and labels
/// above it.
class Canvas {
 public:
  /// kFigureWidth pixels wide; `name` is the figure's.
  Canvas(std::string_view name, int height);

  /// Title and subtitle, at the top.
  void heading(std::string_view title, std::string_view subtitle);

  /// One line of any text: by default below the lines that cross it, `label` above them on white.
  void text(CanvasPoint at, std::string_view text, FigureText size, TextSide side,
            std::string_view colour = figure_colours::kText);
  void label(CanvasPoint at, std::string_view text, FigureText size, TextSide side,
             std::string_view colour = figure_colours::kText);

  void area(CanvasPoint top_left, CanvasPoint bottom_right, std::string_view colour);
  void frame(CanvasPoint top_left, CanvasPoint bottom_right, std::string_view colour, double width);
  void line(const std::vector<CanvasPoint>& points, std::string_view colour, double width);
  /// What lies between two lines of as many points from left to right; others show through it.
  void band(const std::vector<CanvasPoint>& upper, const std::vector<CanvasPoint>& lower,
            std::string_view colour);
  void arrow(CanvasPoint from, CanvasPoint to, std::string_view colour, double width);

  /// `shape` is gnuplot's number of the filled point.
  void point(CanvasPoint at, int shape, double size, std::string_view colour);

  /// The gnuplot script of all that was drawn.
  std::string script() const;

 private:
  // Things of one look that follow each other are drawn by one command.
  struct Layer {
    std::string look;
    std::string data;
  };

  std::string& layer(const std::string& look);

  int height_;
  std::string head_;
  std::vector<Layer> layers_;
};

}  // namespace reprise
