// A control variate: a quantity measured beside the metric whose true mean is known. What it missed
// its mean by tells how lucky the sample was, and that share of luck is taken out of the estimate.
#pragma once

#include "experiments/statistics/moments.h"
#include "experiments/statistics/student_t.h"

namespace reprise {

struct ControlVariateEstimate {
  StudentInterval adjusted;  // t with n - 2 degrees of freedom
  double theta = 0;          // what one unit of the control variate moves the metric by
  double r_squared = 0;      // the share of the metric's variance it explains, in [0, 1]
};

/// The mean of `second` (the metric, or paired differences) given that `first` (the control
/// variate) has mean `known_mean`: Dbar - theta (Xbar - known_mean) with theta = cov / var(X) and
/// variance s^2 (1/n + (Xbar - known_mean)^2 / S_xx), s^2 the residuals' (Lavenberg and Welch 1981,
/// "A perspective on the use of control variables"). In a simulated session tracks - time - budget
/// has mean 0. A control variate that does not vary leaves the plain mean, also with n - 2; fewer
/// than three users give the whole line. Pure.
ControlVariateEstimate control_variate(const PairedMoments& users, double known_mean, double alpha);

}  // namespace reprise
