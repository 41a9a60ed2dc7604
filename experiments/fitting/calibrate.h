// Makes the fitted world's shares right in the mean. Scores are uncertain, and a share is a curved
// function of the score: the share at the expected score is not the expected share.
#pragma once

#include <span>

#include "experiments/fitting/fitted_model.h"

namespace reprise {

/// Returns the calibration under which the model's shares of the held-out steps are right in the
/// mean, at low and at high scores: the fractional logit's quasi-likelihood (Papke and Wooldridge,
/// "Econometric methods for fractional response variables", 1996). None (slope 1, shift 0) with
/// fewer than 500 such steps. Pure.
Calibration calibrate(const FittingLog& log, const FittedModel& model,
                      std::span<const TrackId> interest_of);

/// Moves the responses of all users.
void apply_calibration(const Calibration& calibration, FittedModel& model);

}  // namespace reprise
