// Defines the drawn figures of one run or sweep, for the reports that show them, and draws them.
#pragma once

#include <string>
#include <vector>

#include "reports/figures/gnuplot.h"
#include "reports/results/results.h"

namespace reprise {

struct DrawnFigure {
  std::string file_name;  // path from the reports: "figures/effects.svg"
  std::string title;
  std::string svg;
  std::string narrow_svg = {};  // the same in the layout for narrow pages; may be empty
};

/// The figures that apply, in the order to show them, or the reason why there are none.
struct DrawnFigures {
  std::vector<DrawnFigure> figures;
  // "gnuplot is not installed (...)": one line of plain text that may quote names from the config;
  // empty if nothing went wrong.
  std::string missing;
};

/// A figure that is not drawn yet.
struct FigureScript {
  std::string name;  // the file is figures/<name>.svg
  std::string title;
  std::string script;              // a gnuplot script that draws one SVG
  std::string narrow_script = {};  // the same for narrow pages; may be empty
};

/// Draws the figures in their order, by one gnuplot process. The process has ended when the
/// function returns. If gnuplot is missing or fails, the function reports no error: see
/// DrawnFigures::missing. Safe to call from any thread.
DrawnFigures draw_scripts(const std::vector<FigureScript>& scripts,
                          const GnuplotLimits& limits = {});

/// Draws all registered figures that apply to the run, as draw_scripts does. Safe to call from any
/// thread.
DrawnFigures draw_figures(const Results& results, const GnuplotLimits& limits = {});

}  // namespace reprise
