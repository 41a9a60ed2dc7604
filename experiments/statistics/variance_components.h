// Where the noise of a figure comes from: users differ, and a user's own sessions differ. More
// sessions wear the second part away; only more users wear away the first. Planning needs both.
#pragma once

#include <span>

namespace reprise {

/// Between users and within: a user's value (a mean over so many sessions) is their own mean plus
/// the luck of these sessions, so its variance is between + within / sessions.
struct VarianceComponents {
  double between = 0;
  double within = 0;  // of one session
};

/// Weighted least squares of (value - mean)^2 on 1 / sessions, both parts kept at 0 or above and
/// scaled so that their total over these users is the sample variance. The noise of a square grows
/// with the square of what it estimates, so a first unweighted fit gives the weights of the second
/// (Carroll and Ruppert 1988, "Transformation and Weighting in Regression", 2).
///
/// `values` has one finite entry per user, `sessions` how many that user had (at least one). Where
/// the numbers of sessions hardly differ, squares cannot tell the two parts from each other: if the
/// part within is uncertain by more than half of the whole variance (one standard error),
/// everything counts as between. That is the careful choice for asking what more sessions will
/// bring, as it promises the least from them; for fewer sessions than these users had it is the
/// hopeful one. Fewer than three users: all of it between. Pure.
VarianceComponents variance_components(std::span<const double> values,
                                       std::span<const double> sessions);

/// Who has come after so many sessions.
struct Attendance {
  double users = 0;         // expected number with at least one session
  double mean_inverse = 1;  // E[1 / sessions] of one of them
};

/// `sessions` >= 1 sessions, each of a user drawn uniformly from `users` >= 1: a user's number N is
/// binomial, and E[1 / N; N > 0] is the integral of (G(t) - G(0)) / t over [0, 1], G its generating
/// function (Chao and Strawderman 1972, "Negative moments of positive random variables"). By
/// Boost.Math's quadrature, to about 1e-12 for any number of sessions. Pure.
Attendance attendance(double sessions, double users);

/// The squared standard error to expect of the mean over users after so many sessions (both >= 1,
/// as above), (between + within * mean_inverse) / users with the attendance by then. The users are
/// a sample of those there could be: when all have come, between / users is what remains. Pure.
double squared_error_after(const VarianceComponents& components, double sessions, double users);

}  // namespace reprise
