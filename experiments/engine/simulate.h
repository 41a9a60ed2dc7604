// Plays the sessions of one seed under the arms of an experiment, on all threads of the TBB arena.
#pragma once

#include <span>
#include <vector>

#include "experiments/engine/arm.h"
#include "experiments/engine/totals.h"
#include "sim/progress.h"

namespace reprise {

/// What is played. Everything outlives the simulation.
struct Simulation {
  const World& world;
  const NearestTracks& nearest;  // holds what nearest_queries asked for
  std::span<const Arm> arms;
  std::span<const std::uint32_t>
      assignment;  // arm of each user; empty: every session under every arm
  const Observables& observables;
  std::uint32_t max_steps;
};

/// The nearest tracks that playing these episodes takes. A large number of episodes is taken for
/// "any": the answer then covers all interests.
std::vector<NearestQuery> nearest_queries(const World& world, std::span<const Arm> arms,
                                          std::span<const std::uint64_t> seeds,
                                          std::uint64_t episodes, bool any_order);

/// The queries for the first tracks' own neighbours; ask after nearest_queries are answered.
std::vector<NearestQuery> first_track_queries(const World& world, const NearestTracks& nearest,
                                              std::span<const Arm> arms,
                                              std::span<const std::uint64_t> seeds,
                                              std::uint64_t episodes, bool any_order);

/// Plays episodes 0..episodes-1 with `random: streams`. One Totals per arm; the same bits for any
/// number of threads.
std::vector<Totals> simulate(const Simulation& simulation, std::uint64_t seed,
                             std::uint64_t episodes, const Progress& progress = {});

/// Plays as the Python simulator does with --seed S: one stream, one session after the other, each
/// under the arm of its user (`assignment` must not be empty). One thread.
std::vector<Totals> simulate_numpy(const Simulation& simulation, std::uint32_t seed,
                                   std::uint64_t episodes, const Progress& progress = {});

}  // namespace reprise
