// An experiment that is ready to play: its world is open, its models are trained and its treatments
// are made.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "experiments/simulation/engine/simulate.h"
#include "experiments/simulation/stopwatch.h"
#include "experiments/simulation/train_models.h"
#include "experiments/simulation/workspace.h"
#include "experiments/spec/experiment_spec.h"

namespace reprise {

/// Users drawn from a world's users with replacement, and the world in which they take the users'
/// place.
struct Resample {
  std::vector<UserIndex> resampled_users;  // the original user, by resampled user
  World world;
};

/// The objects of an experiment. They do not change while sessions are played, so any number of
/// threads may play them at the same time. `spec` must outlive the object.
struct Prepared {
  const ExperimentSpec& spec;
  std::shared_ptr<SharedWorld> shared;
  TrainedModels trained;
  std::unique_ptr<Design> design;
  std::unique_ptr<Estimator> estimator;
  std::vector<Treatment> treatments;  // the control first
  std::vector<std::uint32_t>
      assignment;  // treatment of each user; empty: every session under every treatment
  std::unique_ptr<Observables> observables;
  std::vector<std::uint64_t> seeds;  // the experiment's, or others if it is played once more
  std::optional<Resample> resample;

  /// Returns the world to play: the experiment's world, or the same world with resampled users.
  const World& world() const { return resample ? resample->world : *shared->open.world; }
  ResampledUsers resampled_users() const {
    return resample ? ResampledUsers{shared->open.world.get(), resample->resampled_users}
                    : ResampledUsers{};
  }
  NearestTracks& nearest() const { return *shared->open.nearest; }
  /// Writes the lists that the models have made so far to the cache.
  void keep_lists() const {
    for (const auto& [name, model] : trained.models) model->keep_lists();
  }
  /// Returns true if any session may be played again: it would be the same session, and no service
  /// would be told of it.
  bool repeatable() const;
  /// Returns the totals of no sessions, one per treatment.
  std::vector<Totals> no_totals() const;
  /// Returns the estimates of the experiment's metrics, for each treatment.
  std::vector<TreatmentMeans> means_of(const std::vector<Totals>& totals) const;
};

/// Prepares the experiment, on the threads of the TBB arena. Adds a lap per stage to `timings`.
/// Throws UserError for mistakes that only the world can show.
Prepared prepare(const ExperimentSpec& spec, Workspace& workspace, Timings& timings,
                 const Progress& progress);

/// Computes the lists of nearest tracks that are needed to play the treatments, and the lists of
/// models that sessions begin with. The parameters are those of nearest_queries (simulate.h).
void require_lists(const Prepared& prepared, std::span<const Treatment> treatments,
                   std::span<const std::uint64_t> seeds, std::uint64_t episodes, bool any_order,
                   const Progress& progress);

}  // namespace reprise
