// Plans experiments: the number of users that an effect needs, the effect that a number of users
// can show, and the chance of showing it. All three use the normal approximation, so that they are
// exact inverses of each other (rejection_probability_of_t is the exception). The unit is the user,
// and alpha is two-sided everywhere. 0 < alpha < 1, 0 < power < 1, and alpha / 2 < power (an effect
// of 0 is "found" on its own side with probability alpha / 2).
#pragma once

#include <optional>

#include "experiments/statistics/relative_effect.h"

namespace reprise {

/// Returns K = z_{1 - alpha/2} + z_power, the effect in standard errors that is found with this
/// power. Pure.
double detectable_standard_errors(double alpha, double power);

/// Returns the minimum detectable effect: the smallest true effect found with `power`, K *
/// standard_error, in the metric's units. standard_error >= 0. Pure.
double detectable_effect(double standard_error, double alpha, double power);

/// Returns the chance that a true `effect` is found significant in its own direction. The inverse
/// of detectable_effect. standard_error > 0. Pure.
double power_of(double effect, double standard_error, double alpha);

/// Returns the chance that a true `effect` is found significant in either direction: power_of plus
/// the chance, at most alpha / 2, of a significant effect of the wrong sign. standard_error > 0.
/// Pure.
double rejection_probability(double effect, double standard_error, double alpha);

/// Returns the same chance as rejection_probability without the normal approximation, by the
/// noncentral t distribution with df > 0 degrees of freedom. With few users `paired_comparison`
/// rejects exactly this often for normal differences, and `welch` about this often. Pure.
double rejection_probability_of_t(double effect, double standard_error, double df, double alpha);

/// Returns the number of control users that a split design needs for an absolute `effect` (not 0),
/// as a real number to be rounded up: K^2 (v0 + v1 / ratio) / effect^2. `ratio` > 0 is the number
/// of treatment users per control user; v0 and v1 are the variances of single users. Pure.
double split_users_needed(double control_variance, double treatment_variance, double ratio,
                          double effect, double alpha, double power);

/// Returns the number of users that a paired design needs: K^2 s_D^2 / effect^2, to be rounded up.
/// Pure.
double paired_users_needed(double difference_variance, double effect, double alpha, double power);

/// Returns the smallest true lift (a fraction, upwards) found with `power`: the m > 0 with m = K
/// SE(m), where SE(m)^2 = Var(difference - m control) / control^2 grows with m itself. For
/// independent treatments this is m = K sqrt(b + a (1 + m)^2). `means` may come from a pilot or an
/// A/A run, because only the control mean (not 0) and the variances count. Absent when the error of
/// the control mean is so large that no lift reaches the power. Pure.
std::optional<double> detectable_lift(const MeanDifference& means, double alpha, double power);

/// Returns the chance that a true `lift` is found significant in its own direction. The inverse of
/// detectable_lift. Pure.
double power_of_lift(double lift, const MeanDifference& means, double alpha);

/// Returns the factor by which the number of users of `means` must grow to find a true `lift` (not
/// 0): (K SE(lift) / lift)^2. Pure.
double users_factor_for_lift(double lift, const MeanDifference& means, double alpha, double power);

}  // namespace reprise
