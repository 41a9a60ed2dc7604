// Replays given actions: plays given tracks instead of a recommender's and writes a trace, to
// compare a run with the Python simulator step by step.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/sessions/session_draws.h"

namespace reprise {

/// The track played at a step of an episode. Steps count from 1; the first track of the session is
/// not a step.
struct Action {
  std::uint64_t episode = 0;
  std::uint64_t step = 0;
  TrackId track = 0;
  int line = 0;  // line of the file that the action was read from
};

/// Reads a CSV file with a header that names episode, step and action (other columns are ignored).
/// Episodes must run from 0 and steps from 1, in order. Throws UserError with file:row.
std::vector<Action> read_actions(const std::string& path, std::size_t n_tracks);

struct Replay {
  // CSV with the columns episode,step,user,first_track,action,time,budget_after,done
  std::string trace;
  // The next leave draw of the source after the last episode. It shows how far the source's stream
  // was used.
  double next_unit = 0;
};

/// Plays the actions. The neighbours of tracks are computed when sessions need them. Throws
/// UserError when an episode has fewer or more actions than its session has steps; the message
/// calls the actions by the name `source`.
Replay replay(const World& world, NearestTracks& nearest, SequentialDraws& draws,
              const std::vector<Action>& actions, const std::string& source);

}  // namespace reprise
