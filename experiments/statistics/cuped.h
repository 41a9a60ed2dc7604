// CUPED: a covariate measured before the experiment (a user's listening last week) is known to be
// the same in both treatments but for chance. What the treatments differ in it tells how unlike
// their users are, and that is taken out of the metric. Unlike a control variate its true mean need
// not be known.
#pragma once

#include "experiments/statistics/moments.h"
#include "experiments/statistics/student_t.h"

namespace reprise {

/// What one unit of the covariate moves the metric by, from the spread within the treatments alone
/// (an effect between them says nothing about it): (S_xy0 + S_xy1) / (S_xx0 + S_xx1). `first` of
/// both is the covariate, `second` the metric. 0 when the covariate does not vary. Pure.
double cuped_theta(const PairedMoments& control, const PairedMoments& treatment);

struct CupedEstimate {
  StudentInterval adjusted;  // treatment minus control
  // The adjusted means. Between them, what the covariate has in common drops out.
  double control = 0;
  double treatment = 0;
  double r_squared = 0;  // the share of the metric's variance within treatments that is explained
};

/// Welch's test on y - theta (x - xbar), xbar the covariate's mean over both treatments of a split
/// design (Deng, Xu, Kohavi and Walker 2013, "Improving the sensitivity of online controlled
/// experiments by utilizing pre-experiment data"). `theta` is cuped_theta's or one from earlier
/// data; that it was estimated is not counted, which matters with few users only. Fewer than two
/// users in either treatment give the whole line and p = 1. Pure.
///
/// Not for paired designs: the same users have the same covariate in both treatments, and it
/// cancels.
CupedEstimate cuped(const PairedMoments& control, const PairedMoments& treatment, double theta,
                    double alpha);

}  // namespace reprise
