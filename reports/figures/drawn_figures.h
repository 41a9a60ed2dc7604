// The figures of one run or sweep as they came out, for the reports that show them.
#pragma once

#include <string>
#include <vector>

#include "reports/figures/gnuplot.h"
#include "reports/results/results.h"

namespace reprise {

struct DrawnFigure {
  std::string file_name;  // beside the reports: "figures/effects.svg"
  std::string title;
  std::string svg;
};

/// Either the figures that apply, in the order to show them, or why there are none.
struct DrawnFigures {
  std::vector<DrawnFigure> figures;
  std::string missing;  // "gnuplot is not installed (...)", one line of plain text that may quote
                        // names from the config; empty where nothing went wrong
};

/// A figure that is still to be drawn.
struct FigureScript {
  std::string name;  // its file is figures/<name>.svg
  std::string title;
  std::string script;  // a gnuplot script that draws one SVG
};

/// The figures in their order, drawn by one gnuplot process, which has ended by the time this
/// returns. A gnuplot that is not there or fails is no error here: see DrawnFigures::missing. Safe
/// to call from any thread.
DrawnFigures draw_scripts(const std::vector<FigureScript>& scripts,
                          const GnuplotLimits& limits = {});

/// All registered figures of a run that apply to it, as draw_scripts draws them. Safe to call from
/// any thread.
DrawnFigures draw_figures(const Results& results, const GnuplotLimits& limits = {});

}  // namespace reprise
