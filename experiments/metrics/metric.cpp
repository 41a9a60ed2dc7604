#include "experiments/metrics/metric.h"

#include <algorithm>

namespace reprise {
namespace {

// The registries are static variables of functions, because metrics register before main and in any
// order of files.
std::vector<Metric>& user_registry() {
  static std::vector<Metric> registry;
  return registry;
}

std::vector<CatalogMetric>& catalog_registry() {
  static std::vector<CatalogMetric> registry;
  return registry;
}

template <class M>
void insert_by_name(std::vector<M>& registry, M metric) {
  const auto at = std::lower_bound(registry.begin(), registry.end(), metric,
                                   [](const M& a, const M& b) { return a.name < b.name; });
  registry.insert(at, std::move(metric));
}

}  // namespace

MetricRegistration::MetricRegistration(Metric metric) {
  insert_by_name(user_registry(), std::move(metric));
}

MetricRegistration::MetricRegistration(CatalogMetric metric) {
  insert_by_name(catalog_registry(), std::move(metric));
}

const std::vector<Metric>& metrics() { return user_registry(); }
const std::vector<CatalogMetric>& catalog_metrics() { return catalog_registry(); }

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
