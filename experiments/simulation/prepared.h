// An experiment ready to play: its world open, its models trained, its treatments made.
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

/// Other people in the place of a world's users.
struct Resample {
  std::vector<UserIndex> resampled_users;  // by user
  World world;
};

/// Nothing in it changes while it is played, so any number of threads may do so. The spec outlives
/// it.
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
  std::vector<std::uint64_t> seeds;  // the experiment's, unless it is played once more
  std::optional<Resample> resample;

  /// What is played: the experiment's world, or the same with other people.
  const World& world() const { return resample ? resample->world : *shared->open.world; }
  ResampledUsers resampled_users() const {
    return resample ? ResampledUsers{shared->open.world.get(), resample->resampled_users}
                    : ResampledUsers{};
  }
  NearestTracks& nearest() const { return *shared->open.nearest; }
  /// Whether a session that is played again is the same, and playing it tells nobody.
  bool repeatable() const;
  /// Nothing played, of each treatment.
  std::vector<Totals> no_totals() const;
  /// The experiment's metrics of each treatment.
  std::vector<TreatmentMeans> means_of(const std::vector<Totals>& totals) const;
};

/// Makes it, on the threads of the TBB arena. Adds a lap per stage to `timings`. Throws UserError
/// for mistakes that only the world can show.
Prepared prepare(const ExperimentSpec& spec, Workspace& workspace, Timings& timings,
                 const Progress& progress);

/// Computes the nearest tracks that playing treatments takes.
void require_nearest(const Prepared& prepared, std::span<const Treatment> treatments,
                     std::span<const std::uint64_t> seeds, std::uint64_t episodes, bool any_order,
                     const Progress& progress);

}  // namespace reprise
