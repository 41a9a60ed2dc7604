// Declares the metrics of a log: the columns of the upstream notebook.
#pragma once

#include <string>
#include <vector>

#include "experiments/logs/log_sessions.h"
#include "reports/results/results.h"

namespace reprise {

struct LogMetric {
  MetricDescription description;
  double (*value)(const LogUser&) = nullptr;  // of a user with at least one session; pure
};

/// Returns all metrics of logs, the headline ones first. mean_request_latency is in milliseconds,
/// averaged over a user's rows. The others are metrics of an experiment, and include the first
/// track of every session.
const std::vector<LogMetric>& log_metrics();

/// Returns the metric with this name or short name (`time_per_session` for
/// `mean_time_per_session`), or null.
const LogMetric* find_log_metric(const std::string& name);

}  // namespace reprise
