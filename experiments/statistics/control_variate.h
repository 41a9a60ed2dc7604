// A control variate: a quantity measured beside the metric whose true mean is known. What it missed
// its mean by tells how lucky the sample was, and that share of luck is taken out of the estimate.
#pragma once

#include <span>

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

/// Moments that stand for the adjusted mean of `values`, one entry per user, given that `variates`,
/// aligned with them, have mean `known_mean`: `variance` / `n` is the squared standard error of
/// control_variate(), and `n` one less than the users, so that `welch`, `split_difference` and t
/// intervals with n - 1 degrees of freedom apply as they are. Fewer than three users keep their
/// plain mean with an n of at most 1, which every interval answers with the whole line. Pure.
Moments control_variate_moments(std::span<const double> values, std::span<const double> variates,
                                double known_mean);

/// The same for two aligned treatments of the same users, each with its own variate of mean
/// `known_mean` (so that the variates' difference has mean 0). theta is that of the differences and
/// is taken for both treatments: second.mean - first.mean is then difference.mean, `difference` is
/// what control_variate() says of the differences, and the treatments' variances and covariance add
/// up to its variance. Pure.
PairedMoments control_variate_paired_moments(std::span<const double> first,
                                             std::span<const double> second,
                                             std::span<const double> first_variates,
                                             std::span<const double> second_variates,
                                             double known_mean);

}  // namespace reprise
