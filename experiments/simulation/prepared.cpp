#include "experiments/simulation/prepared.h"

#include <algorithm>

#include <fmt/format.h>

#include "experiments/simulation/memory_estimate.h"
#include "experiments/simulation/metric_estimates.h"
#include "sim/support/memory.h"
#include "sim/support/parameters/input_file.h"
#include "sim/support/progress_stage.h"

namespace reprise {
namespace {

// Refuses two treatments that ask the same service under a design in which a user has a session
// under both. A service knows a user by one session at a time, so it would mix the two sessions.
void check_services(const Prepared& prepared) {
  if (!prepared.assignment.empty()) return;
  for (const Treatment& one : prepared.treatments) {
    for (const Treatment& other : prepared.treatments) {
      if (&one >= &other || !one.service || !other.service) continue;
      if (one.service->url != other.service->url) continue;
      throw UserError(
          fmt::format("the treatments '{}' and '{}' ask the same service, {}, which would take "
                      "both sessions of "
                      "a user for one; write 'design: split', or give each a service of its own",
                      one.name, other.name, one.service->url));
    }
  }
}

}  // namespace

Prepared prepare(const ExperimentSpec& spec, Workspace& workspace, Timings& timings,
                 const Progress& progress) {
  Stopwatch watch(timings);
  Prepared prepared{.spec = spec,
                    .shared = workspace.world(spec.world, progress),
                    .trained = {},
                    .design = {},
                    .estimator = {},
                    .treatments = {},
                    .assignment = {},
                    .observables = {},
                    .seeds = spec.seeds.values,
                    .resample = {}};
  watch.lap("world");
  if (!spec.models.named.empty()) {
    prepared.trained = train_models(spec, *prepared.shared, workspace.cache(), progress);
    watch.lap("training");
  }

  prepared.design = design_of(spec, prepared.shared->open.fields.ids);
  EstimatorContext users{prepared.world().users, prepared.shared->open.fields, {}};
  prepared.estimator = spec.estimator.make(users);
  for (const NamedTreatment* treatment : spec.ordered()) {
    prepared.treatments.push_back(make_treatment(treatment->name, treatment->recommender,
                                                 prepared.world(), prepared.nearest(),
                                                 &prepared.trained.models, progress));
    Treatment& made = prepared.treatments.back();
    if (spec.ceiling_sessions && made.capabilities.observes_latent_state) {
      made.episodes = static_cast<std::uint64_t>(*spec.ceiling_sessions);
    }
  }
  for (const InputFile& file : input_files_of(spec.resolved)) check_unchanged(file);
  prepared.assignment =
      prepared.design->assignment(prepared.world().users, prepared.treatments.size());
  check_services(prepared);
  prepared.observables = std::make_unique<Observables>(counted_metrics(spec));
  watch.lap("recommenders");

  std::optional<std::uint64_t> available = available_memory();
  if (available && !prepared.shared->log.empty() && estimate_memory(prepared).all() > *available) {
    // What is kept for the next training is the first that may go.
    prepared.shared->log = {};
    available = available_memory();
  }
  check_memory(prepared, available, progress);
  require_lists(prepared, prepared.treatments, spec.seeds.values,
                static_cast<std::uint64_t>(spec.episodes), spec.random == RandomSource::numpy,
                progress);
  prepared.keep_lists();
  watch.lap("lists");
  return prepared;
}

void require_lists(const Prepared& prepared, std::span<const Treatment> treatments,
                   std::span<const std::uint64_t> seeds, std::uint64_t episodes, bool any_order,
                   const Progress& progress) {
  NearestTracks& nearest = prepared.nearest();
  nearest.require(nearest_queries(prepared.world(), treatments, seeds, episodes, any_order),
                  progress_of("interests", progress));
  nearest.require(
      first_track_queries(prepared.world(), nearest, treatments, seeds, episodes, any_order),
      progress_of("first tracks", progress));
  require_model_lists(prepared.world(), nearest, treatments, seeds, episodes, any_order, progress);
}

bool Prepared::repeatable() const {
  return !spec.between_days &&
         std::none_of(treatments.begin(), treatments.end(),
                      [](const Treatment& treatment) { return treatment.service; });
}

std::vector<Totals> Prepared::no_totals() const {
  std::vector<Totals> totals;
  for (const Treatment& treatment : treatments) {
    totals.emplace_back(world().users.size(), observables->size(), world().catalog.n_tracks(),
                        treatment);
  }
  return totals;
}

std::vector<TreatmentMeans> Prepared::means_of(const std::vector<Totals>& totals) const {
  std::vector<TreatmentMeans> means;
  for (std::size_t treatment = 0; treatment < treatments.size(); ++treatment) {
    means.push_back(
        {treatments[treatment].name, metric_estimates(totals[treatment], *observables, spec.metrics,
                                                      *estimator, estimate_settings(spec))});
  }
  return means;
}

}  // namespace reprise
