// A run as the sections of its page need it: what was found, in the order to read it, and the
// figures that wait for their section.
#pragma once

#include <string>
#include <vector>

#include "reports/figures/drawn_figures.h"
#include "reports/pages/page_parts.h"
#include "reports/results/results.h"

namespace reprise {

struct ReportedRun {
  /// Both stay where they are.
  ReportedRun(const Results& found, const DrawnFigures& drawn);

  const Results& results;
  FigureShelf figures;  // a section takes those it shows
  std::vector<const TreatmentResult*> order;
  std::vector<std::string> headline;  // metrics of kHeadlineMetrics that the run has
  std::vector<std::string> others;    // all other metrics that it has
};

}  // namespace reprise
