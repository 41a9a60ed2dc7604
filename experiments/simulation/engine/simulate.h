// Plays the sessions of one seed under the treatments of an experiment, on all threads of the TBB
// arena.
#pragma once

#include <span>
#include <vector>

#include "experiments/simulation/engine/session_slots.h"
#include "experiments/simulation/engine/totals.h"
#include "experiments/simulation/engine/treatment.h"
#include "sim/support/interruption.h"
#include "sim/support/progress.h"

namespace reprise {

/// What is played. Everything outlives the simulation.
struct Simulation {
  const World& world;
  const NearestTracks& nearest;  // holds what nearest_queries asked for
  std::span<const Treatment> treatments;
  std::span<const std::uint32_t>
      assignment;  // treatment of each user; empty: every session under every treatment
  const Observables& observables;
  std::uint32_t max_steps;
  SessionSink* sink = nullptr;     // gets every finished session, if there is one
  const StopFlag* stop = nullptr;  // when it is raised, what is being played ends in Interrupted
  ResampledUsers resampled_users = {};  // whom recommenders are asked for
  std::span<const std::uint8_t> playing =
      {};  // by treatment: 0 for those that are not played; empty: all

  bool plays(std::size_t treatment) const { return playing.empty() || playing[treatment] != 0; }
};

/// The nearest tracks that playing these episodes takes. A large number of episodes is taken for
/// "any": the answer then covers all interests.
std::vector<NearestQuery> nearest_queries(const World& world, std::span<const Treatment> treatments,
                                          std::span<const std::uint64_t> seeds,
                                          std::uint64_t episodes, bool any_order);

/// The queries for the first tracks' own neighbours; ask after nearest_queries are answered.
std::vector<NearestQuery> first_track_queries(const World& world, const NearestTracks& nearest,
                                              std::span<const Treatment> treatments,
                                              std::span<const std::uint64_t> seeds,
                                              std::uint64_t episodes, bool any_order);

/// Users whose index modulo `of` is in [begin, end): all of them unless said otherwise.
struct UserSubset {
  std::uint64_t begin = 0;
  std::uint64_t end = 1;
  std::uint64_t of = 1;

  bool holds(UserIndex user) const { return user % of >= begin && user % of < end; }
};

/// Those of the episodes [begin, end) that are the users'.
struct EpisodeRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  UserSubset users = {};
};

/// What the treatments of a simulation remember before its first session, in the order of the
/// treatments.
std::vector<TreatmentState> fresh_states(const Simulation& simulation);

/// Plays episodes with `random: streams`. `memories` is what earlier episodes left, one per
/// treatment, and takes in these ones (the end of a day is for the caller to say). One Totals per
/// treatment; the same bits for any number of threads. Throws Interrupted when it is told to stop:
/// the memories are then of no use any more.
std::vector<Totals> simulate(const Simulation& simulation, std::uint64_t seed,
                             EpisodeRange episodes, std::vector<TreatmentState>& states,
                             const Progress& progress = {});

/// Plays as the Python simulator does with --seed S: one stream, one session after the other, each
/// under the treatment of its user (`assignment` must not be empty; the episodes are those of all
/// users). One thread. `draws` is the stream where the episode before left it. Throws Interrupted.
std::vector<Totals> simulate_numpy(const Simulation& simulation, std::uint32_t seed,
                                   EpisodeRange episodes, NumpyDraws& draws,
                                   std::vector<TreatmentState>& states,
                                   const Progress& progress = {});

}  // namespace reprise
