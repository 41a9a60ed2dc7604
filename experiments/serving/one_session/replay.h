// Replays given actions: plays given tracks instead of a recommender's and writes a trace, to
// compare a run with the Python simulator step by step.
#pragma once

#include <optional>
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
  // Whether the file writes this step's time with two decimals (0.80) or as Python does (0.8);
  // absent where it has no column `time`.
  std::optional<bool> two_decimals;
};

/// Reads a CSV file with a header that names episode, step and action (of other columns only the
/// form of `time` is looked at).
/// Episodes must run from 0 and steps from 1, in order. Throws UserError with file:row.
std::vector<Action> read_actions(const std::string& path, std::size_t n_tracks);

struct Replay {
  // CSV with the columns episode,step,user,first_track,action,time,budget_after,done. Times have
  // the form of the actions' times, so that traces of either form compare byte for byte. Where the
  // actions have none, it is that of the year's simulator: two decimals for half rows (2026).
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
