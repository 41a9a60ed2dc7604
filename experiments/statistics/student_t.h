// Student's t distribution as tests and intervals use it, and the interval that every comparison
// ends in: an estimate, its standard error and its degrees of freedom.
#pragma once

namespace reprise {

/// Returns P(T > t) for `df` > 0 degrees of freedom (not necessarily whole) and any t, including
/// infinities. The far tail has full relative accuracy, because it is computed as a complement and
/// not as 1 minus a number. Pure.
double student_t_upper_tail(double t, double df);

/// Returns P(|T| > |t|), with the same ranges and accuracy. Pure.
double student_t_two_sided_p(double t, double df);

/// Returns the c with P(|T| > c) = alpha, 0 < alpha < 1, df > 0. Pure.
double student_t_critical(double alpha, double df);

/// An estimate with its two-sided interval at 1 - alpha and the p value of "the true value is 0",
/// in the units of the estimate. No field is a NaN. The interval is closed and excludes 0 exactly
/// when p <= alpha.
struct StudentInterval {
  double estimate = 0;
  double standard_error = 0;
  double degrees_of_freedom = 0;
  double critical = 0;
  double lower = 0;
  double upper = 0;
  double p = 1;

  bool excludes_zero() const { return lower > 0 || upper < 0; }
};

/// Returns estimate +- c * standard_error, with c the critical value of Student's t. At the edges:
///   - df <= 0 (fewer than two users in a treatment, so the spread is unknown): the whole line,
///     with infinite standard error, critical value and bounds, and p = 1;
///   - standard error 0: the interval is the estimate alone; p = 1 when the estimate is exactly 0,
///     else p = 0.
/// The estimate must be finite, the standard error finite and not negative, 0 < alpha < 1. Pure.
StudentInterval student_interval(double estimate, double standard_error, double df, double alpha);

}  // namespace reprise
