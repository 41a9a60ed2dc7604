// What every fitting log is made by: the sessions of a listening log one after another, their
// tracks and users under the world's numbers.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "experiments/fitting/log/fitting_log.h"
#include "experiments/listens/read_listens.h"
#include "sim/world/world.h"

namespace reprise {

/// Returns the plays of the session that begins at play `i`, which is in range. Pure.
std::span<const Play> plays_of_session(const ListeningLog& log, std::size_t i);

/// Appends one session's steps to FittingLog::steps, and returns the session with its first track,
/// begin and end; returns nothing, and appends nothing, for a session that is left out. `track_of`
/// has the world's track by track of the listening log.
using AddSteps = std::function<std::optional<FittingSession>(
    std::span<const Play> plays, std::span<const TrackId> track_of, FittingLog& log)>;

/// Returns the sessions that `add_steps` takes, with the tracks and users that take_tracks() and
/// ids_of_users() give. Counts plays, sessions, steps and, as empty ones, sessions that are left
/// out in `rows`. Throws UserError as these two do.
FittingLog take_sessions(const ListeningLog& log, const WorldData& catalog, FittingRows& rows,
                         const AddSteps& add_steps);

}  // namespace reprise
