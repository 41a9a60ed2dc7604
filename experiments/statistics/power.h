// Planning: how many users an effect needs, what effect a number of users can show, and how likely
// it is to show. All by the normal approximation, so that the three answers are exact inverses;
// users are the unit, and alpha is two-sided everywhere. 0 < alpha < 1, 0 < power < 1, and alpha /
// 2 < power (an effect of 0 is "found" on its own side with alpha / 2).
#pragma once

#include <optional>

#include "experiments/statistics/relative_effect.h"

namespace reprise {

/// K = z_{1 - alpha/2} + z_power: the effect in standard errors that is found with that power.
/// Pure.
double detectable_standard_errors(double alpha, double power);

/// The smallest true effect found with `power`, K * standard_error, in the metric's units (the
/// minimum detectable effect). standard_error >= 0. Pure.
double detectable_effect(double standard_error, double alpha, double power);

/// The chance that a true `effect` is found significant in its own direction: the inverse of
/// detectable_effect. standard_error > 0. Pure.
double power_of(double effect, double standard_error, double alpha);

/// The chance that a true `effect` is found significant in either direction: power_of and the
/// chance, at most alpha / 2, of a significant effect of the wrong sign. standard_error > 0. Pure.
double rejection_probability(double effect, double standard_error, double alpha);

/// The same without the normal approximation: by the noncentral t distribution with df > 0 degrees
/// of freedom, which is what `welch` (about) and `paired_comparison` (exactly, for normal
/// differences) will do with few users. Pure.
double rejection_probability_of_t(double effect, double standard_error, double df, double alpha);

/// Control users that a split design needs for an absolute `effect` (not 0), as a real number to be
/// rounded up: K^2 (v0 + v1 / ratio) / effect^2 with `ratio` > 0 treatment users per control user
/// and v0, v1 the variances of single users. Pure.
double split_users_needed(double control_variance, double treatment_variance, double ratio,
                          double effect, double alpha, double power);

/// Users that a paired design needs: K^2 s_D^2 / effect^2, to be rounded up. Pure.
double paired_users_needed(double difference_variance, double effect, double alpha, double power);

/// The smallest true lift (a fraction, upwards) found with `power`: the m > 0 with m = K SE(m),
/// where SE(m)^2 = Var(difference - m control) / control^2 grows with m itself. For independent
/// treatments that is m = K sqrt(b + a (1 + m)^2). `means` may come from a pilot or an A/A run: of
/// it only the control mean (not 0) and the variances count. Absent when the control mean is known
/// so badly that no lift reaches the power. Pure.
std::optional<double> detectable_lift(const MeanDifference& means, double alpha, double power);

/// The chance that a true `lift` is found significant in its own direction; the inverse of
/// detectable_lift. Pure.
double power_of_lift(double lift, const MeanDifference& means, double alpha);

/// How many times the users of `means` a true `lift` (not 0) needs: (K SE(lift) / lift)^2. Pure.
double users_factor_for_lift(double lift, const MeanDifference& means, double alpha, double power);

}  // namespace reprise
