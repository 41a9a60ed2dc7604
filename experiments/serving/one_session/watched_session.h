// A session of a treatment, watched step by step beside what the oracle would have played.
#pragma once

#include "experiments/serving/one_session/scripted_session.h"

namespace reprise {

struct WatchedStep {
  std::uint32_t step = 0;  // from 1
  TrackId track = 0;
  Hundredths time = 0;
  std::int32_t budget = 0;  // left after the step
  // What the oracle would have played in its place, and the time that would have got.
  TrackId oracle_track = 0;
  Hundredths oracle_time = 0;
};

/// Not safe to use from several threads at once.
class WatchedSession {
 public:
  /// `memory` is what the treatment remembers when the session begins. Everything outlives this.
  WatchedSession(const SessionScript& script, const Treatment& treatment,
                 const TreatmentState& state, const Treatment& oracle);

  const Session& session() const { return played_.session(); }
  bool over() const { return played_.over(); }
  /// Plays the treatment's next track. The session must not be over.
  WatchedStep step();

 private:
  ScriptedSession played_;
  Advisor treatment_;
  TreatmentState of_oracle_;  // none
  Advisor oracle_;
};

}  // namespace reprise
