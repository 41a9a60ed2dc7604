#include "experiments/logs/log_metrics.h"

#include <fmt/format.h>

#include "experiments/metrics/metric.h"
#include "sim/support/check.h"

namespace reprise {
namespace {

// Returns the name, unit and direction of an experiment's metric.
MetricDescription as_played(const std::string& name) {
  const Metric* metric = find_metric(name);
  REPRISE_CHECK(metric != nullptr, "no metric {}", name);
  return {metric->name, metric->unit, metric->better};
}

double per(double sum, std::uint64_t count) { return sum / static_cast<double>(count); }

}  // namespace

const std::vector<LogMetric>& log_metrics() {
  static const std::vector<LogMetric> metrics = {
      {as_played("mean_time_per_session"),
       [](const LogUser& user) { return per(user.time, user.sessions); }},
      {as_played("mean_tracks_per_session"),
       [](const LogUser& user) { return per(static_cast<double>(user.tracks), user.sessions); }},
      {{"mean_request_latency", "ms", Better::lower},
       [](const LogUser& user) { return per(user.latency, user.tracks); }},
      {as_played("sessions"),
       [](const LogUser& user) { return static_cast<double>(user.sessions); }},
      {as_played("time"), [](const LogUser& user) { return user.time; }},
  };
  return metrics;
}

const LogMetric* find_log_metric(const std::string& name) {
  for (const LogMetric& metric : log_metrics()) {
    const std::string& full = metric.description.name;
    if (full == name || full == fmt::format("mean_{}", name)) return &metric;
  }
  return nullptr;
}

}  // namespace reprise
