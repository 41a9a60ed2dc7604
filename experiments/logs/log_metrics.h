// What a log measures: the columns of the upstream notebook.
#pragma once

#include <string>
#include <vector>

#include "experiments/logs/log_sessions.h"
#include "reports/results/results.h"

namespace reprise {

struct LogMetric {
  MetricDescription description;
  double (*value)(const LogUser&) = nullptr;  // of a user with a session; pure
};

/// All of them, the headline ones first. mean_request_latency is in milliseconds, over a user's
/// rows; the others are the metrics of an experiment, with the first track of every session.
const std::vector<LogMetric>& log_metrics();

/// The metric of this name or short name (`time_per_session` for `mean_time_per_session`), or null.
const LogMetric* find_log_metric(const std::string& name);

}  // namespace reprise
