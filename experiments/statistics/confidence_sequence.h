// Computes confidence sequences: intervals that may be looked at after every session. The truth is
// inside *all* of them with probability 1 - alpha, so the experimenter may stop at any moment. A
// rule such as "run until the interval is narrow enough" needs these intervals.
#pragma once

#include <cstdint>

namespace reprise {

/// Returns the tuning rho^2 > 0 that makes the sequence narrowest at `optimal_users` >= 1 users:
/// lambda / optimal_users, lambda = -W_{-1}(-alpha^2 / e) - 1. The caller must fix rho^2 before
/// looking at the data; a choice that is wrong by a factor of ten costs little. 1e-150 < alpha < 1.
/// Pure.
double confidence_sequence_rho2(double alpha, std::uint64_t optimal_users);

struct AnytimeInterval {
  double estimate = 0;
  double lower = 0;
  double upper = 0;
  double p = 1;  // anytime-valid: at most alpha exactly when 0 is outside the interval

  bool excludes_zero() const { return lower > 0 || upper < 0; }
};

/// Returns half the width of the interval after `users` users, in standard errors: with k = users
/// rho^2, sqrt(2 (1 + 1/k) ln(sqrt(k + 1) / alpha)). The value is infinite for fewer than two
/// users. It takes the place of the critical value of a t test. Pure.
double confidence_sequence_critical(std::uint64_t users, double rho2, double alpha);

/// Returns the asymptotic confidence sequence after `users` users: its half-width is the standard
/// error times the critical value (Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas 2021,
/// "Time-uniform central limit theory and asymptotic confidence sequences", arXiv 2103.06476), and
/// p = min(1, sqrt(k + 1) exp(-t^2 k / (2 (k + 1)))), k = users rho^2. `users` counts the users of
/// both treatments of a split design. The sequence is asymptotic: do not look before some dozens of
/// users. Fewer than two users, or an infinite standard error, give the whole line and p = 1. A
/// standard error of 0 gives an interval of the estimate alone. Pure.
AnytimeInterval confidence_sequence(double estimate, double standard_error, std::uint64_t users,
                                    double rho2, double alpha);

}  // namespace reprise
