// Fits a world to a log: the tracks' rows, the users' interests and responses, and fatigue.
#pragma once

#include <span>
#include <vector>

#include "experiments/fitting/shares/choose_interests.h"
#include "experiments/fitting/shares/expected_scores.h"
#include "experiments/fitting/shares/fitted_model.h"
#include "experiments/fitting/shares/track_rows.h"
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

/// A fit, and what it takes to draw others that the log allows as well.
struct WorldFit {
  FittedModel model;
  std::vector<TrackId> interest_of;  // by session of the log
  FirstTracks firsts;
  std::vector<TrackPrior> priors;
  FitQuality quality;
  std::uint64_t discounted_steps = 0;  // with an earlier play of their artist
  /// Whether the log tells the discount: it knows artists, and often enough plays one again. Else
  /// the model has the preset's.
  bool knows_discount = false;
};

/// Fits a world to the log's fitted steps; held-out steps say how large the noise of scores is, and
/// so how much rows are shrunk. The log must hold some out (hold_out).
///
///   rows = random, interest of each session = its first track
///   first_sweeps times: targets = expected scores; rows by least squares; responses of users
///   rounds times:       interests of users and sessions; `sweeps` times as above; the discount
///
/// Runs on all threads of the TBB arena; the result does not depend on their number.
WorldFit fit_world(const FittingLog& log, const FitSettings& settings,
                   const Progress& progress = {});

/// Returns a model as the truth might be, for all that the log says: rows of tracks and responses
/// of users are drawn around the fit's with the errors of their problems, all else as it is in the
/// fit. A fit is smoother than the truth, since it shrinks what it has seen little of; a draw is
/// not (Laird and Louis, "Empirical Bayes confidence intervals based on bootstrap samples", JASA
/// 1987). `fit` is a fit to this log. Threads as above.
FittedModel draw_model(const FittingLog& log, const WorldFit& fit, std::uint64_t seed);

/// Fits interests and responses of users to their log, with tracks and discount as `model` has
/// them. Returns the model with these users, and the interest of each session.
WorldFit fit_users(const FittingLog& log, const FitSettings& settings, const WorldFit& tracks);

}  // namespace reprise
