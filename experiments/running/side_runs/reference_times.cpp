#include "experiments/running/side_runs/reference_times.h"

#include <algorithm>

#include <fmt/format.h>

#include "experiments/running/side_runs/reference_file.h"
#include "experiments/simulation/metric_estimates.h"
#include "reports/results/headline_metrics.h"
#include "sim/support/progress_stage.h"

namespace reprise {
namespace {

constexpr std::int64_t kReferenceSessions = 2000;

}  // namespace

MetricEstimate reference_time(const Prepared& prepared, const std::string& recommender,
                              const StopFlag* stop, const Progress& progress) {
  const ExperimentSpec& spec = prepared.spec;
  const std::uint64_t seed = spec.seeds.values.front();
  const std::int64_t of_ceilings = spec.ceiling_sessions.value_or(kReferenceSessions);
  const auto n = static_cast<std::uint64_t>(
      std::min(spec.episodes, recommender == "oracle" ? of_ceilings : kReferenceSessions));
  const std::string key = fmt::format("{} {} {} {} {} {}", prepared.world().fingerprint,
                                      recommender, seed, n, spec.max_steps, spec.confidence);
  std::map<std::string, MetricEstimate>& known = prepared.shared->references;
  if (const auto at = known.find(key); at != known.end()) return at->second;
  const ReferenceFile file(prepared.resample ? std::filesystem::path() : prepared.shared->cache,
                           key);
  if (const std::optional<MetricEstimate> figure = file.read(progress)) {
    return known[key] = *figure;
  }

  // Play the reference, because no earlier run has left its estimate.
  std::vector<Treatment> treatments;
  treatments.push_back(make_treatment(recommender,
                                      read_recommender(Node::make_scalar(recommender), recommender),
                                      prepared.world(), prepared.nearest()));
  require_lists(prepared, treatments, std::span(&seed, 1), n, false,
                progress_of(fmt::format("reference {}", recommender), progress));
  const Metric* time = find_metric(std::string(kHeadlineMetric));
  const Observables observables({time});
  const Simulation simulation{.world = prepared.world(),
                              .nearest = prepared.nearest(),
                              .treatments = treatments,
                              .assignment = {},
                              .observables = observables,
                              .max_steps = static_cast<std::uint32_t>(spec.max_steps),
                              .sink = nullptr,
                              .stop = stop};
  std::vector<TreatmentState> states = fresh_states(simulation);
  const std::vector<Totals> totals = simulate(simulation, seed, {0, n}, states);
  const MetricEstimate figure =
      metric_estimates(totals.front(), observables, {time}, *plain_mean(), estimate_settings(spec))
          .front();
  file.write(figure);
  return known[key] = figure;
}

}  // namespace reprise
