// Simulates a log in a fitted world: the same users, first tracks and recommendations, other shares
// and other ends.
#pragma once

#include <cstdint>
#include <span>

#include "experiments/fitting/shares/fitted_model.h"

namespace reprise {

/// Draws a first track for each session, as the world does: uniformly among the ten tracks that are
/// nearest to the session's interest. Runs on all threads of the TBB arena.
std::vector<TrackId> draw_first_tracks(const FittedModel& model,
                                       std::span<const TrackId> interest_of, std::uint64_t seed);

/// Returns the log that the model gives under the recommendations of `log`. Each session has the
/// user and the interest that it has in `log`, the first track of `first_tracks` (one per session;
/// none: those of the log), and is recommended the same tracks in the same order. Where it lasts
/// longer than in the log, it is recommended tracks drawn from all recommendations of the log; it
/// ends when `budget` is spent, or after 10 000 steps. Steps are held out as hold_out() does with
/// `hold_out_every`. A function of its arguments; runs on all threads of the TBB arena.
FittingLog replay(const FittingLog& log, const FittedModel& model,
                  std::span<const TrackId> interest_of, std::int32_t budget, std::uint64_t seed,
                  std::uint64_t hold_out_every, std::span<const TrackId> first_tracks = {});

}  // namespace reprise
