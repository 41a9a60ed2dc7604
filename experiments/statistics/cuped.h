// Adjusts the effect of a split design by CUPED. The covariate is measured before the experiment (a
// user's listening last week), so only chance makes it differ between the treatments. The
// difference in the covariate tells how unlike the treatments' users are, and CUPED subtracts this
// part from the metric. Unlike with a control variate, the true mean of the covariate need not be
// known.
#pragma once

#include "experiments/statistics/moments.h"
#include "experiments/statistics/student_t.h"

namespace reprise {

/// Returns the change of the metric per unit of the covariate: (S_xy0 + S_xy1) / (S_xx0 + S_xx1).
/// Only the spread within the treatments counts, because an effect between them says nothing about
/// this slope. In both arguments `first` is the covariate and `second` the metric. 0 when the
/// covariate does not vary. Pure.
double cuped_theta(const PairedMoments& control, const PairedMoments& treatment);

struct CupedEstimate {
  StudentInterval adjusted;  // treatment minus control
  // The adjusted means. Their difference is free of the difference in the covariate.
  double control = 0;
  double treatment = 0;
  double r_squared = 0;  // explained share of the metric's variance within treatments
};

/// Makes Welch's test on y - theta (x - xbar), where xbar is the covariate's mean over both
/// treatments of a split design (Deng, Xu, Kohavi and Walker 2013, "Improving the sensitivity of
/// online controlled experiments by utilizing pre-experiment data"). `theta` is cuped_theta's or
/// one from earlier data. The test ignores the error of theta, which matters with few users only.
/// Fewer than two users in either treatment give the whole line and p = 1. Pure.
///
/// The function is not for paired designs: the same users have the same covariate in both
/// treatments, so the covariate cancels.
CupedEstimate cuped(const PairedMoments& control, const PairedMoments& treatment, double theta,
                    double alpha);

}  // namespace reprise
