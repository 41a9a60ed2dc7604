#include "experiments/metrics/metric.h"

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

const Metric* find_metric(const std::string& name) {
  for (const Metric& metric : metrics()) {
    if (metric.name == name || metric.name == "mean_" + name) return &metric;
  }
  return nullptr;
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
