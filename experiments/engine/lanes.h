// Plays many sessions of one arm at once, step by step in turn, so that the memory one session
// waits for is fetched while the others compute.
#pragma once

#include <memory>
#include <vector>

#include "experiments/engine/arm.h"
#include "experiments/engine/totals.h"
#include "sim/random/session_draws.h"

namespace reprise {

/// A session to play.
struct Episode {
  std::uint64_t number = 0;  // its address in the random streams
  SessionStart start;
};

/// The lanes of one thread for one arm; they keep their memory from call to call.
class Lanes {
 public:
  Lanes(const World& world, const Arm& arm, std::uint32_t max_steps);

  /// Plays the episodes and adds them to `totals`. `history` (one per user) is null unless the arm
  /// needs it; with it, no two of the episodes may be of one user. What is played depends on (seed,
  /// episode, arm) alone.
  void play(std::span<const Episode> episodes, std::uint64_t seed, const StreamDraws& draws,
            const Observables& observables, std::vector<UserHistory>* history, Totals& totals);

  /// Plays one episode whose leave draws come from a sequential source.
  void play_sequential(const Episode& episode, std::uint64_t seed, SequentialDraws& draws,
                       const Observables& observables, std::vector<UserHistory>* history,
                       Totals& totals);

 private:
  struct Lane {
    Session session;
    LeaveDraws leave;
    std::uint64_t episode = 0;
    TrackId next = 0;
    std::vector<std::unique_ptr<Scratch>> scratch;
  };

  void begin(Lane& lane, const Episode& episode);
  TrackId ask(Lane& lane, StreamKey key, const std::vector<UserHistory>* history, Totals& totals);
  bool finished(const Lane& lane) const {
    return lane.session.over() || lane.session.recommendations() >= max_steps_;
  }
  void end(Lane& lane, const Observables& observables, std::vector<UserHistory>* history,
           Totals& totals);

  const World& world_;
  const Arm& arm_;
  std::uint32_t max_steps_;
  std::vector<Lane> lanes_;
};

}  // namespace reprise
