#include "experiments/studies/pilot.h"

#include <algorithm>

#include "experiments/running/play.h"
#include "experiments/simulation/engine/threads.h"
#include "experiments/simulation/prepared.h"

namespace reprise {

Pilot play_pilot(const ExperimentSpec& spec, Workspace& workspace, std::uint64_t sessions,
                 const std::vector<const Metric*>& metrics, const StopFlag* stop,
                 const Progress& progress) {
  constexpr std::uint64_t kLeast = 20'000;
  Pilot pilot;
  // Shorten the experiment.
  ExperimentSpec short_one = spec;
  short_one.design = ParameterType<Recipe<DesignPart>>::read(Node::make_scalar("paired"), "design");
  short_one.random = RandomSource::streams;
  short_one.seeds.values.resize(1);
  short_one.metrics = metrics;
  with_threads(spec.threads, [&] {
    Timings timings;
    const std::shared_ptr<SharedWorld> world = workspace.world(spec.world, progress);
    pilot.users = world->open.world->users.size();
    pilot.sessions = sessions > 0 ? sessions : std::max(kLeast, 2 * pilot.users);
    short_one.episodes = static_cast<std::int64_t>(pilot.sessions);
    short_one.days = std::min(spec.days, short_one.episodes);
    // Play it.
    const Prepared prepared = prepare(short_one, workspace, timings, progress);
    PlayOptions options;
    options.stop = stop;
    const PlayOutcome outcome = play(prepared, options, progress);
    const std::vector<Totals>& totals = outcome.run_state.totals();
    // Make a forecast for each treatment and metric.
    const auto treatments = static_cast<double>(prepared.treatments.size());
    for (std::size_t treatment = 1; treatment < prepared.treatments.size(); ++treatment) {
      if (prepared.treatments[treatment].capabilities.observes_latent_state) continue;
      for (const Metric* metric : metrics) {
        pilot.treatments.push_back(
            {prepared.treatments[treatment].name, metric->name,
             Forecast(totals[0].values(*metric, *prepared.observables),
                      totals[treatment].values(*metric, *prepared.observables),
                      static_cast<double>(pilot.users), treatments, *prepared.estimator)});
      }
    }
  });
  if (pilot.treatments.empty()) {
    throw UserError("there is no treatment beside the control to plan for");
  }
  return pilot;
}

}  // namespace reprise
