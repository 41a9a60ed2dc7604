// Logs that say what was played, and not which share of it was heard: those of Last.fm,
// ListenBrainz, and tables of plays.
#pragma once

#include <optional>
#include <span>

#include "experiments/fitting/log/fitting_log.h"
#include "sim/world_source/fitted_source.h"

namespace reprise {

/// Returns what to fit a world to: what was asked for, else shares where at least a tenth of the
/// plays has one (of a track that the user did not choose), else plays. Pure.
FittedFrom fitted_from(const ListeningLog& log, const TrackLengths& lengths,
                       std::optional<FittedFrom> asked);

/// Returns whether a play counts as heard: it was not skipped, and lasted for half of the track, or
/// where the track's length is not known for 30 seconds, or nobody knows how long. Pure.
bool was_heard(const Play& play, const TrackLengths& lengths);

/// Turns plays into sessions of tracks that were heard, whoever chose them. What was not is left
/// out and counted. Sessions of one track stay. The shares of steps say nothing: they are all 100.
/// Tracks and ids are numbered as by make_fitting_log. `gap_minutes` is the pause by which the
/// log's sessions were cut: returns are measured beyond it. Throws UserError when a track is not of
/// the catalog, and when nothing was heard.
FittingLog make_heard_log(const ListeningLog& log, const TrackLengths& lengths,
                          const WorldData& catalog, double gap_minutes, FittingRows& rows);

/// Adds a session of these tracks (at least one) to the log, with earlier plays and repeats
/// counted.
void add_heard_session(std::span<const TrackId> heard, std::uint32_t user, FittingLog& log);

}  // namespace reprise
