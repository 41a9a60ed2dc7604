// Defines a run as the sections of its page use it: the results, the reading order, and the figures
// that wait for their section.
#pragma once

#include <string>
#include <vector>

#include "reports/figures/drawn_figures.h"
#include "reports/pages/page_parts.h"
#include "reports/results/results.h"

namespace reprise {

struct ReportedRun {
  /// The run keeps references to both arguments, so they must outlive the run.
  ReportedRun(const Results& found, const DrawnFigures& drawn);

  const Results& results;
  // A section takes the figures that it shows.
  PendingFigures figures;
  // The treatments, in reading order.
  std::vector<const TreatmentResult*> order;
  std::vector<std::string> headline;  // headline metrics (kHeadlineMetrics) that the run has
  std::vector<std::string> others;    // all other metrics that the run has
};

}  // namespace reprise
