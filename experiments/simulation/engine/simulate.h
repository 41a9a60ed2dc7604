// Plays the sessions of one seed under the treatments of an experiment, on all threads of the TBB
// arena. Also names the lists of nearest tracks that the sessions need.
#pragma once

#include <span>
#include <vector>

#include "experiments/simulation/engine/session_slots.h"
#include "experiments/simulation/engine/totals.h"
#include "experiments/simulation/engine/treatment.h"
#include "sim/support/interruption.h"
#include "sim/support/progress.h"

namespace reprise {

/// The input of a simulation. All objects that it refers to must outlive the simulation.
struct Simulation {
  const World& world;
  const NearestTracks& nearest;  // holds the answers to nearest_queries
  std::span<const Treatment> treatments;
  std::span<const std::uint32_t>
      assignment;  // treatment of each user; empty: every session under every treatment
  const Observables& observables;
  std::uint32_t max_steps;
  SessionSink* sink = nullptr;     // gets every finished session; may be null
  const StopFlag* stop = nullptr;  // may be null; simulate throws Interrupted when it is raised
  ResampledUsers resampled_users = {};  // the users that recommenders are asked for
  std::span<const std::uint8_t> playing =
      {};  // by treatment: 0 if it is not played; empty: all are played

  bool plays(std::size_t treatment) const { return playing.empty() || playing[treatment] != 0; }
};

/// Returns the queries for the lists of nearest tracks that the treatments need in order to play
/// the episodes 0..episodes-1 of each seed. The queries cover all interests of all users if
/// `any_order` is true, because the draws are then not known, and also if there are very many
/// episodes. Pure.
std::vector<NearestQuery> nearest_queries(const World& world, std::span<const Treatment> treatments,
                                          std::span<const std::uint64_t> seeds,
                                          std::uint64_t episodes, bool any_order);

/// Returns the queries for the lists of the first tracks themselves. `nearest` must hold the
/// answers to nearest_queries, because they name the first tracks.
std::vector<NearestQuery> first_track_queries(const World& world, const NearestTracks& nearest,
                                              std::span<const Treatment> treatments,
                                              std::span<const std::uint64_t> seeds,
                                              std::uint64_t episodes, bool any_order);

/// Makes the lists of models that the episodes begin with: those of first tracks, and those of the
/// users who come. All others are made when they are asked for. `nearest` must hold the answers to
/// nearest_queries.
void require_model_lists(const World& world, const NearestTracks& nearest,
                         std::span<const Treatment> treatments,
                         std::span<const std::uint64_t> seeds, std::uint64_t episodes,
                         bool any_order, const Progress& progress);

/// The users whose index modulo `of` is in [begin, end). The default is all users.
struct UserSubset {
  std::uint64_t begin = 0;
  std::uint64_t end = 1;
  std::uint64_t of = 1;

  bool holds(UserIndex user) const { return user % of >= begin && user % of < end; }
};

/// The episodes in [begin, end) whose users are in `users`.
struct EpisodeRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  UserSubset users = {};
};

/// Returns the treatment states before the first session, in the order of the treatments. Pure.
std::vector<TreatmentState> fresh_states(const Simulation& simulation);

/// Plays episodes with `random: streams`. Returns one Totals per treatment, the same bits for any
/// number of threads. `states` has one element per treatment: it is what earlier episodes left, and
/// these episodes are added to it. The caller tells the states when a day ends
/// (TreatmentState::learn). Throws Interrupted when it is told to stop; the states are then of no
/// further use.
///
///   for each chunk of 65 536 episodes:
///     starts = draw the user, interest and first track of each episode    (start_episodes)
///     tasks = the episodes of each treatment, cut into parts of about 512
///     for each task, in parallel: SessionSlots::play adds to the thread's Totals
///     sink.flush()
///   return, for each treatment, the sum of the threads' Totals
///
/// Threads: the calling thread cuts the tasks, calls the sink's flush() and adds the Totals up. The
/// threads of the TBB arena draw the starts and play the tasks: they call the recommenders, the
/// observers, the learners, the sink's open() and close(), and the progress callback (one call at a
/// time). Treatments that are asked many requests at once (Treatment::asked_at_once) are played by
/// the calling thread itself. Each thread has SessionSlots and Totals of its own, for each
/// treatment that it plays.
std::vector<Totals> simulate(const Simulation& simulation, std::uint64_t seed,
                             EpisodeRange episodes, std::vector<TreatmentState>& states,
                             const Progress& progress = {});

/// Plays as the Python simulator does with --seed S: all sessions draw from one stream, one session
/// after the other, and each is played under the treatment of its user. `assignment` must not be
/// empty, and `episodes.users` must be all users. `draws` is the stream as the episode before left
/// it. All sessions are played on the calling thread. Throws Interrupted; `states` are then of no
/// further use.
std::vector<Totals> simulate_numpy(const Simulation& simulation, std::uint32_t seed,
                                   EpisodeRange episodes, NumpyDraws& draws,
                                   std::vector<TreatmentState>& states,
                                   const Progress& progress = {});

}  // namespace reprise
