// Finds the hidden interests of users: which few tracks explain the user's sessions.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "experiments/fitting/shares/fitted_model.h"

namespace reprise {

/// The pairs (interest, first track of one of its sessions) of a log, each once, sorted.
using FirstTracks = std::vector<std::pair<TrackId, TrackId>>;

/// Gives each user at most `most` interests, and each session one of them, and returns which first
/// tracks go with which interests. Candidates are the user's own first tracks, and interests of
/// other users that began with one of those (`firsts`, of the call before; may be empty). The
/// likelihood of a session under an interest is that of its shares, times that of its first track,
/// whose score must not be far below model.first_track_score. The set is built greedily, then
/// improved by exchanges (k-medoids; Kaufman and Rousseeuw 1990), on at most 40 sessions of the
/// user. Runs on all threads of the TBB arena; the result does not depend on their number.
FirstTracks choose_interests(const FittingLog& log, FittedModel& model, const ShareBounds& bounds,
                             std::size_t most, const FirstTracks& firsts,
                             std::span<TrackId> interest_of);

/// Returns the log of how well a session that began with `first` suits an interest, up to a
/// constant. Pure.
double first_track_log_likelihood(const FittedModel& model, TrackId interest, TrackId first);

}  // namespace reprise
