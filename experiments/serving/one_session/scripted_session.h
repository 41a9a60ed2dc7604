// Plays one session of a seed alone, track by track. All its random numbers but the recommendations
// are given by addresses, so the session can be played again and again.
#pragma once

#include <optional>

#include "experiments/simulation/engine/session_slots.h"
#include "experiments/simulation/engine/treatment.h"
#include "sim/sessions/session_draws.h"

namespace reprise {

/// The data that determine a session. The world's users must not remember earlier sessions.
struct SessionScript {
  const World* world = nullptr;  // must outlive every session that is played
  std::uint64_t seed = 0;
  Episode episode;
  std::uint32_t max_steps = 0;
};

/// Returns the script of episode `number` of a seed. `nearest` must hold the neighbours of its
/// interest.
SessionScript script_of(const World& world, const NearestTracks& nearest, std::uint64_t seed,
                        std::uint64_t number, std::uint32_t max_steps);

/// Returns the first episode from `begin` on, before `end`, whose user satisfies `wanted`.
std::optional<std::uint64_t> find_episode(const StreamDraws& draws, std::uint64_t begin,
                                          std::uint64_t end,
                                          const std::function<bool(UserIndex)>& wanted);

/// A session while it is played. Not safe to use from several threads at once.
class ScriptedSession {
 public:
  explicit ScriptedSession(const SessionScript& script);

  const Session& session() const { return session_; }
  /// Returns true when the user has left or the largest number of steps is played.
  bool over() const { return session_.over() || session_.recommendations() >= max_steps_; }
  /// Plays a track of the catalog and returns its time. The session must not be over.
  Hundredths play(TrackId track);

 private:
  Session session_;
  LeaveDraws leave_;
  std::uint32_t max_steps_;
};

/// Asks one treatment for recommendations in one session, step by step from its start. The
/// treatment answers as it would when the engine plays that episode, even when other tracks are
/// played than it recommends.
class Advisor {
 public:
  /// `state` is the treatment's memory of earlier sessions when the session begins. All arguments
  /// must outlive the advisor.
  Advisor(const Treatment& treatment, const SessionScript& script, const TreatmentState& state);

  /// Returns the treatment's next track; call it once a step. Not safe to use from several threads
  /// at once.
  TrackId next(const Session& session);

 private:
  const Treatment& treatment_;
  StreamKey key_;
  std::uint64_t episode_;
  const TreatmentState& state_;
  std::vector<std::unique_ptr<Scratch>> scratch_;
  SourceTally tally_;
};

/// The length of a session.
struct SessionReach {
  std::uint32_t tracks = 0;  // tracks played, with the first track
  std::int64_t time = 0;     // in hundredths, with the first track's 100
  bool cut_off = false;      // ended by the largest number of steps, not by the user

  friend bool operator==(const SessionReach&, const SessionReach&) = default;
};

SessionReach reach_of(const Session& session);

/// Plays the whole session with a treatment's recommendations.
SessionReach play_through(const SessionScript& script, const Treatment& treatment,
                          const TreatmentState& state);

}  // namespace reprise
