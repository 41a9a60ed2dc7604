// Actions in, trace out: plays given tracks instead of a recommender's, to compare a run with the
// Python simulator step by step.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/sessions/session_draws.h"

namespace reprise {

/// The track played at a step of an episode; steps count from 1, the first track is not among them.
struct Action {
  std::uint64_t episode = 0;
  std::uint64_t step = 0;
  TrackId track = 0;
  int line = 0;  // of the file it was read from
};

/// Reads a CSV file with a header that names episode, step and action (other columns are ignored).
/// Episodes must run from 0 and steps from 1, in order. Throws UserError with file:row.
std::vector<Action> read_actions(const std::string& path, std::size_t n_tracks);

struct Replay {
  // episode,step,user,first_track,action,time,budget_after,done
  std::string trace;
  // The next leave draw of the source after the last episode: where its stream stands.
  double next_unit = 0;
};

/// Plays the actions. Neighbours are looked up as sessions ask for them. Throws UserError when an
/// episode has fewer or more actions than its session has steps; `source` names the actions in
/// that.
Replay replay(const World& world, NearestTracks& nearest, SequentialDraws& draws,
              const std::vector<Action>& actions, const std::string& source);

}  // namespace reprise
