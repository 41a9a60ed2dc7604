// Fits a world to a log: the tracks' rows, the users' interests and responses, and fatigue.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "experiments/fitting/choose_interests.h"
#include "experiments/fitting/expected_scores.h"
#include "experiments/fitting/fitted_model.h"
#include "sim/support/parameters/parameters.h"
#include "sim/support/progress.h"

namespace reprise {

struct FitSettings {
  std::int64_t dim = 64;           // coordinates of a track's row
  std::int64_t interests = 3;      // of a user, at most
  std::int64_t first_sweeps = 10;  // with the first track in the interest's place
  std::int64_t rounds = 3;         // of choosing interests anew
  std::int64_t sweeps = 3;         // in each round
  std::int64_t seed = 1;
};

/// A fit, and what it takes to go on with it.
struct WorldFit {
  FittedModel model;
  std::vector<TrackId> interest_of;  // by session of the log
  FirstTracks firsts;
  FitQuality quality;
  std::uint64_t discounted_steps = 0;
};

/// Fits a world to the log's fitted steps; held-out steps say how large the noise of scores is, and
/// so how much rows are shrunk. The log must hold some out (hold_out).
///
///   rows = random, interest of each session = its first track
///   first_sweeps times: targets = expected scores; rows by least squares; responses of users
///   rounds times:       interests of users and sessions; `sweeps` times as above; the discount
///
/// `user_weights`, one per user or none, weigh the users' steps in the rows of tracks: resampled
/// users. `begin` is an earlier fit to the same log to go on from: one round then does. Runs on all
/// threads of the TBB arena; the result does not depend on their number.
WorldFit fit_world(const FittingLog& log, const FitSettings& settings,
                   std::span<const float> user_weights = {}, const WorldFit* begin = nullptr,
                   const Progress& progress = {});

/// Fits interests and responses of users to their log, with tracks and discount as `model` has
/// them. Returns the model with these users, and the interest of each session.
WorldFit fit_users(const FittingLog& log, const FitSettings& settings, const WorldFit& tracks);

}  // namespace reprise
