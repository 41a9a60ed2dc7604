// Turns a log that was read into the results that every report shows: the split design's comparison
// of its treatments. Logs become results only here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "experiments/logs/log_metrics.h"
#include "experiments/logs/log_user_fields.h"
#include "experiments/logs/read_log.h"
#include "experiments/spec/experiment_spec.h"
#include "reports/results/results.h"

namespace reprise {

/// The settings of the analysis of a log.
struct LogView {
  std::string control = "C";  // botify's name for the control
  IntervalKind interval = IntervalKind::fieller;
  double confidence = 0.95;
  std::vector<const LogMetric*> metrics;  // in the order of the results
  std::optional<double> budget = 5;       // session budget, for its alarm; absent: no alarm
  std::string command;                    // copied to LogSummary::command
  const LogUserFields* users = nullptr;   // fields that cut the log's users into segments, or null
};

/// Returns the results of a log. The treatments are the control, then the others in the order of
/// the log. Alarms become warnings. Throws UserError when the log has no such control. Pure.
Results log_results(const ReadLog& log, const LogView& view);

}  // namespace reprise
