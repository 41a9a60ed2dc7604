// From a log that was read to what every report shows: the split design's comparison of its
// treatments. The one place that knows both logs and results.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiments/logs/log_metrics.h"
#include "experiments/logs/read_log.h"
#include "experiments/spec/experiment_spec.h"
#include "reports/results/results.h"

namespace reprise {

/// How a log is looked at.
struct LogView {
  std::string control = "C";  // what botify calls it
  IntervalKind interval = IntervalKind::fieller;
  double confidence = 0.95;
  std::vector<const LogMetric*> metrics;  // in the order of the results
  std::optional<double> budget = 5;       // of a session, for the alarm; none: no such alarm
  std::string command;                    // LogSummary's
};

/// Treatments are the control, then the others as the log has them. Alarms are warnings. Throws
/// UserError where the log has no such control. Pure.
Results log_results(const ReadLog& log, const LogView& view);

}  // namespace reprise
