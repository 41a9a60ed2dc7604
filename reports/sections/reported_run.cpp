#include "reports/sections/reported_run.h"

#include <algorithm>

#include "reports/summary/comparison.h"

namespace reprise {

ReportedRun::ReportedRun(const Results& found, const DrawnFigures& drawn)
    : results(found), figures(drawn), order(treatments_in_reading_order(found)) {
  for (const std::string& metric : metrics_in_reading_order(found)) {
    (is_headline_metric(metric) ? headline : others).push_back(metric);
  }
}

}  // namespace reprise
