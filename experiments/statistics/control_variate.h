// Adjusts an estimate by a control variate: a quantity that is measured beside the metric and whose
// true mean is known. The distance of the sample's mean from the known mean is an error of this
// sample; the part of the metric's error that goes with this distance is subtracted from the
// estimate.
#pragma once

#include <span>

#include "experiments/statistics/moments.h"
#include "experiments/statistics/student_t.h"

namespace reprise {

struct ControlVariateEstimate {
  StudentInterval adjusted;  // t with n - 2 degrees of freedom
  double theta = 0;          // change of the metric per unit of the control variate
  double r_squared = 0;      // explained share of the metric's variance, in [0, 1]
};

/// Returns the mean of `second` (the metric, or paired differences), given that `first` (the
/// control variate) has mean `known_mean`. The estimate is Dbar - theta (Xbar - known_mean) with
/// theta = cov / var(X); its variance is s^2 (1/n + (Xbar - known_mean)^2 / S_xx), with s^2 the
/// variance of the residuals (Lavenberg and Welch 1981, "A perspective on the use of control
/// variables"). In a simulated session tracks - time - budget has mean 0. A control variate that
/// does not vary gives the plain mean, also with n - 2 degrees of freedom; fewer than three users
/// give the whole line. Pure.
ControlVariateEstimate control_variate(const PairedMoments& users, double known_mean, double alpha);

/// Returns moments that stand for the adjusted mean of `values`, one entry per user. `variates` is
/// aligned with `values` and has mean `known_mean`. `variance` / `n` is the squared standard error
/// of control_variate(), and `n` is one less than the number of users, so that `welch`,
/// `split_difference` and t intervals with n - 1 degrees of freedom apply unchanged. Fewer than
/// three users keep their plain mean with an n of at most 1, and every interval of such moments is
/// the whole line. Pure.
Moments control_variate_moments(std::span<const double> values, std::span<const double> variates,
                                double known_mean);

/// Returns adjusted moments for two aligned treatments of the same users. Each treatment has its
/// own variate of mean `known_mean`, so that the variates' difference has mean 0. theta is
/// estimated from the differences and is used for both treatments: second.mean - first.mean is then
/// difference.mean, `difference` is the result of control_variate() for the differences, and the
/// treatments' variances and covariance add up to the variance of `difference`. Pure.
PairedMoments control_variate_paired_moments(std::span<const double> first,
                                             std::span<const double> second,
                                             std::span<const double> first_variates,
                                             std::span<const double> second_variates,
                                             double known_mean);

}  // namespace reprise
