// One session of a seed by itself, played track by track by whoever wants to: everything random
// about it but the recommendations is given by its address, so it can be played again and again.
#pragma once

#include <optional>

#include "experiments/simulation/engine/session_slots.h"
#include "experiments/simulation/engine/treatment.h"
#include "sim/sessions/session_draws.h"

namespace reprise {

/// What makes a session the one it is.
struct SessionScript {
  const World* world = nullptr;  // outlives every session that is played
  std::uint64_t seed = 0;
  Episode episode;
  std::uint32_t max_steps = 0;
};

/// Episode `number` of a seed. `nearest` must hold the neighbours of its interest.
SessionScript script_of(const World& world, const NearestTracks& nearest, std::uint64_t seed,
                        std::uint64_t number, std::uint32_t max_steps);

/// The first episode from `begin` on, before `end`, in which one of the users that `wanted` holds
/// comes.
std::optional<std::uint64_t> find_episode(const StreamDraws& draws, std::uint64_t begin,
                                          std::uint64_t end,
                                          const std::function<bool(UserIndex)>& wanted);

/// The session while it is played. Not safe to use from several threads at once.
class ScriptedSession {
 public:
  explicit ScriptedSession(const SessionScript& script);

  const Session& session() const { return session_; }
  /// Whether the budget is used up or the most steps are played.
  bool over() const { return session_.over() || session_.recommendations() >= max_steps_; }
  /// Plays a track of the catalog and returns the time it got. The session must not be over.
  Hundredths play(TrackId track);

 private:
  Session session_;
  LeaveDraws leave_;
  std::uint32_t max_steps_;
};

/// An treatment that is asked in one session, step by step from its start: it answers what it would
/// when the engine plays that episode, whoever decides what is played.
class Advisor {
 public:
  /// `memory` is what the treatment remembers when the session begins. Everything outlives the
  /// advisor.
  Advisor(const Treatment& treatment, const SessionScript& script, const TreatmentState& state);

  /// The treatment's next track; once a step. Not safe to use from several threads at once.
  TrackId next(const Session& session);

 private:
  const Treatment& treatment_;
  StreamKey key_;
  std::uint64_t episode_;
  const TreatmentState& state_;
  std::vector<std::unique_ptr<Scratch>> scratch_;
  SourceTally tally_;
};

/// How far a session went.
struct SessionReach {
  std::uint32_t tracks = 0;  // first one included
  std::int64_t time = 0;     // hundredths, the first track's included
  bool cut_off = false;      // ended by the most steps, not by the budget

  friend bool operator==(const SessionReach&, const SessionReach&) = default;
};

SessionReach reach_of(const Session& session);

/// Plays the whole session by an treatment's recommendations.
SessionReach play_through(const SessionScript& script, const Treatment& treatment,
                          const TreatmentState& state);

}  // namespace reprise
