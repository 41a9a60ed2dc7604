#include "experiments/serving/one_session/watched_session.h"

namespace reprise {

WatchedSession::WatchedSession(const SessionScript& script, const Treatment& treatment,
                               const TreatmentState& state, const Treatment& oracle)
    : played_(script),
      treatment_(treatment, script, state),
      of_oracle_(oracle, script.world->users.size()),
      oracle_(oracle, script, of_oracle_) {}

WatchedStep WatchedSession::step() {
  WatchedStep step;
  step.oracle_track = oracle_.next(session());
  step.oracle_time = session().time_if_played(step.oracle_track);
  step.track = treatment_.next(session());
  step.time = played_.play(step.track);
  step.step = session().recommendations();
  step.budget = session().budget();
  return step;
}

}  // namespace reprise
