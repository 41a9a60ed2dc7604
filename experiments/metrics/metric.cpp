#include "experiments/metrics/metric.h"

#include <algorithm>
#include <deque>
#include <mutex>

#include "sim/support/registered.h"

namespace reprise {

MetricRegistration::MetricRegistration(Metric metric) {
  Registered<Metric>::instance().add(std::move(metric));
}

MetricRegistration::MetricRegistration(CatalogMetric metric) {
  Registered<CatalogMetric>::instance().add(std::move(metric));
}

const std::vector<Metric>& metrics() { return Registered<Metric>::instance().all(); }
const std::vector<CatalogMetric>& catalog_metrics() {
  return Registered<CatalogMetric>::instance().all();
}

namespace {

// Metrics that have parameters, as they were read. A deque leaves its elements where they are.
struct KeptMetrics {
  std::mutex mutex;
  std::deque<Metric> metrics;
  std::deque<std::function<std::int64_t(const Session&)>> counts;

  static KeptMetrics& instance() {
    static KeptMetrics kept;
    return kept;
  }
  const Metric* find(const std::string& name) const {
    const auto at = std::find_if(metrics.begin(), metrics.end(),
                                 [&](const Metric& metric) { return metric.name == name; });
    return at == metrics.end() ? nullptr : &*at;
  }
};

}  // namespace

Observable Observable::with_parameters(std::function<std::int64_t(const Session&)> count) {
  KeptMetrics& kept = KeptMetrics::instance();
  const std::lock_guard lock(kept.mutex);
  Observable observable;
  observable.with_parameters_ = &kept.counts.emplace_back(std::move(count));
  return observable;
}

const Metric* keep_metric(Metric metric) {
  KeptMetrics& kept = KeptMetrics::instance();
  const std::lock_guard lock(kept.mutex);
  if (const Metric* known = kept.find(metric.name)) return known;
  return &kept.metrics.emplace_back(std::move(metric));
}

const Metric* find_metric(const std::string& name) {
  for (const Metric& metric : metrics()) {
    if (metric.name == name || metric.name == "mean_" + name) return &metric;
  }
  KeptMetrics& kept = KeptMetrics::instance();
  const std::lock_guard lock(kept.mutex);
  return kept.find(name);
}

std::int64_t one_session(const Session&) { return 1; }
std::int64_t recommended_tracks(const Session& session) { return session.recommendations(); }
std::int64_t played_tracks(const Session& session) { return session.recommendations() + 1; }
std::int64_t listened_hundredths(const Session& session) {
  return kWholeTrack + session.listened();
}
std::int64_t waited_nanoseconds(const Session& session) { return session.waited(); }
std::int64_t budget_residual_hundredths(const Session& session) {
  const std::int64_t expected =
      kWholeTrack * std::int64_t{session.recommendations()} - session.listened();
  return expected - kWholeTrack * std::int64_t{session.skips()};
}

}  // namespace reprise
