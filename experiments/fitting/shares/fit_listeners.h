// Fits how each user responds: bias and sharpness, shrunk to what users are like.
#pragma once

#include <span>

#include "experiments/fitting/shares/fitted_model.h"

namespace reprise {

/// Improves bias and sharpness of every user by a few steps of Fisher's scoring on the likelihood
/// of the user's rounded shares, with normal priors on the bias and on the log of the sharpness,
/// and sets their standard errors (given the scores). Then learns the priors. Users without steps
/// get the prior's means. Held-out steps are left out. Scores keep their scale here. Runs on all
/// threads of the TBB arena; the result does not depend on their number.
void fit_listeners(const FittingLog& log, FittedModel& model, std::span<const TrackId> interest_of,
                   const ShareBounds& bounds);

/// Makes the mean log sharpness 0, and returns the factor by which rows grew for that.
float normalise_scale(FittedModel& model);

}  // namespace reprise
