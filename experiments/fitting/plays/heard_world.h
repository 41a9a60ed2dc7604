// A world fitted to plays without shares: tracks and interests from what is heard together,
// sessions as long as people's, and the response of a preset.
#pragma once

#include <cstdint>
#include <vector>

#include "experiments/fitting/plays/heard_tracks.h"
#include "experiments/fitting/shares/fit_world.h"
#include "experiments/fitting/shares/fitted_world.h"
#include "sim/world/world.h"

namespace reprise {

/// Budgets of users under the response that the world has: what of a session's tracks that response
/// leaves unheard.
struct HeardBudgets {
  double mean = 0;                    // over users
  double error = 0;                   // standard error of the mean
  double spread = 0;                  // standard deviation between users, without that within them
  std::vector<std::int32_t> of_user;  // shrunk to the mean, rounded, at least 1
};

/// A fit to plays. `model` has the response and the discount of preset 2023.
struct HeardFit {
  FittedModel model;
  std::vector<TrackId> interest_of;  // by session of the log
  HeardBudgets budgets;
  HeardTracks tracks;
  /// By track: how often it comes up, up to a factor, so that it is heard as much as in the log:
  /// its plays / its mean share over 200 of the sessions. Users of another log have none.
  std::vector<double> comes_up;
  double scale = 1;          // c
  double spread = 0;         // of scores less the track's mean, in the preset and in this world
  double appeal_of_top = 0;  // mean score of the most popular hundredth of tracks
};

/// Fits a world to plays. The log must hold some steps out (hold_out).
///
///   rows r_t of length at most 1 (rows_of_heard)
///   e_t = (c r_t, a(p_t) / m)
///
/// c makes scores spread as in the preset: c^2 x sd(<r_i, r_t> less the track's mean over
/// interests i) = PresetScores::spread, over interests of users and tracks t with at least as many
/// plays as the shrinkage. a is PresetScores::appeal at the track's place by plays, and m^2 its
/// mean over interests, so that a track appeals to all as one about as popular does in the preset.
///
/// A user has up to `interests` of them: sessions' mean rows are cut into as many groups (k-means
/// on directions), one for each four sessions, and of each group that track of the user's is the
/// interest whose row has the largest inner product with the group's mean. Bias and sharpness of a
/// user are drawn as the preset draws them, by the user's id. Budgets are such that sessions with
/// the log's tracks last as long as they did, in the mean.
///
/// Runs on all threads of the TBB arena; the result does not depend on their number.
HeardFit fit_heard(const FittingLog& log, const FitSettings& settings,
                   const Progress& progress = {});

/// Gives users of another log interests, responses and budgets in the world of `tracks`.
HeardFit fit_heard_users(const FittingLog& log, const FitSettings& settings,
                         const HeardFit& tracks);

/// Returns the arrays of the world; tracks are ranked by their plays. Pure.
WorldData heard_world_data(const FittingLog& log, const HeardFit& fit);

/// Returns the bias and sharpness that preset 2023 would draw for a user with this id. Pure.
FittedListener preset_listener(std::int64_t user_id);

/// Chooses interests of one user: sessions `begin` to `end` of the log, whose interests are set.
/// Returns them.
std::vector<TrackId> choose_heard_interests(const FittingLog& log, const EmbeddingTable& rows,
                                            std::size_t most, std::uint64_t begin,
                                            std::uint64_t end, std::span<TrackId> interest_of);

}  // namespace reprise
