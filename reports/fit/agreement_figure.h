// Draws what was found against what it should be: points that lie on the diagonal when all is well.
#pragma once

#include <string>
#include <vector>

namespace reprise {

struct AgreementPoint {
  double x = 0;
  double y = 0;
  double lower = 0;  // of y; equal to upper: no interval
  double upper = 0;
  bool marked = false;  // in the second colour
  std::string label;    // beside the point; may be empty
};

struct AgreementFigure {
  std::string name;
  std::string title;
  std::string subtitle;
  std::string x_title;
  std::string y_title;
  bool differences = false;  // axes are signed percentages
  std::vector<AgreementPoint> points;
};

/// Returns the gnuplot script; empty with fewer than two points. Pure.
std::string agreement_figure_script(const AgreementFigure& figure);

}  // namespace reprise
