// The figures of one run as they came out, for the reports that show them.
#pragma once

#include <string>
#include <vector>

#include "reports/figures/gnuplot.h"
#include "reports/results.h"

namespace reprise {

struct DrawnFigure {
  std::string file_name;  // in the run's directory: "figures/effects.svg"
  std::string title;
  std::string svg;
};

/// Either the figures that apply to the run, in the order to show them, or why there are none.
struct DrawnFigures {
  std::vector<DrawnFigure> figures;
  std::string missing;  // "gnuplot is not installed (...)", one line of plain text that may quote
                        // names from the config; empty where nothing went wrong
};

/// All registered figures that apply, drawn by one gnuplot process, which has ended by the time
/// this returns. A gnuplot that is not there or fails is no error here: see `missing`. Safe to call
/// from any thread.
DrawnFigures draw_figures(const Results& results, const GnuplotLimits& limits = {});

}  // namespace reprise
