// Plays a session of a treatment step by step, and shows beside each step the track that the oracle
// would have played.
#pragma once

#include "experiments/serving/one_session/scripted_session.h"

namespace reprise {

struct WatchedStep {
  std::uint32_t step = 0;  // from 1
  TrackId track = 0;
  Hundredths time = 0;
  std::int32_t budget = 0;  // left after the step
  // The track that the oracle would have played instead, and the time of that track.
  TrackId oracle_track = 0;
  Hundredths oracle_time = 0;
};

/// A session that is watched. Not safe to use from several threads at once.
class WatchedSession {
 public:
  /// `state` is the treatment's memory of earlier sessions when the session begins. All arguments
  /// must outlive this object.
  WatchedSession(const SessionScript& script, const Treatment& treatment,
                 const TreatmentState& state, const Treatment& oracle);

  const Session& session() const { return played_.session(); }
  bool over() const { return played_.over(); }
  /// Plays the treatment's next track. The session must not be over.
  WatchedStep step();

 private:
  ScriptedSession played_;
  Advisor treatment_;
  TreatmentState of_oracle_;  // empty, because the oracle remembers nothing
  Advisor oracle_;
};

}  // namespace reprise
