// Splits the noise of an estimate into its two sources: users differ, and a user's own sessions
// differ. More sessions reduce the second part; only more users reduce the first. Planning needs
// both.
#pragma once

#include <span>

namespace reprise {

/// The variances between and within users. A user's value (a mean over the user's sessions) is the
/// user's own mean plus the noise of these sessions, so its variance is between + within /
/// sessions.
struct VarianceComponents {
  double between = 0;
  double within = 0;  // variance of one session
};

/// Fits (value - mean)^2 on 1 / sessions by weighted least squares. Both parts are kept at 0 or
/// above and scaled so that their total over these users is the sample variance. The noise of a
/// square grows with the square of the quantity it estimates, so a first unweighted fit gives the
/// weights of the second (Carroll and Ruppert 1988, "Transformation and Weighting in Regression",
/// 2).
///
/// `values` has one finite entry per user, `sessions` the number of sessions of that user (at least
/// one). Where the numbers of sessions hardly differ, the squares cannot tell the two parts from
/// each other: if one standard error of the part within is more than half of the whole variance,
/// everything counts as between. This choice is careful for predicting the gain from more sessions,
/// because it promises the least gain; for fewer sessions than these users had the choice is
/// optimistic. Fewer than three users: all of the variance counts as between. Pure.
VarianceComponents variance_components(std::span<const double> values,
                                       std::span<const double> sessions);

/// The users who have come after a number of sessions.
struct Attendance {
  double users = 0;         // expected number of users with at least one session
  double mean_inverse = 1;  // E[1 / sessions] of a user with at least one session
};

/// Returns the attendance after `sessions` >= 1 sessions, each of a user drawn uniformly from
/// `users` >= 1. A user's number N of sessions is binomial, and E[1 / N; N > 0] is the integral of
/// (G(t) - G(0)) / t over [0, 1], with G the generating function of N (Chao and Strawderman 1972,
/// "Negative moments of positive random variables"). Computed by Boost.Math's quadrature, to about
/// 1e-12 for any number of sessions. Pure.
Attendance attendance(double sessions, double users);

/// Returns the expected squared standard error of the mean over users after `sessions` sessions
/// (`sessions` and `users` >= 1, as in attendance()): (between + within * mean_inverse) / users,
/// with the attendance after these sessions. The users are a sample of all possible users, so
/// between / users remains when all of them have come. Pure.
double squared_error_after(const VarianceComponents& components, double sessions, double users);

}  // namespace reprise
