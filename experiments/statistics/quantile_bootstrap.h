// Estimates quantiles of sessions (the median of session length, the 90th percentile) with
// intervals. The unit is the user: a resample draws users with all their sessions.
#pragma once

#include <cstdint>
#include <optional>

#include "experiments/statistics/bootstrap.h"
#include "experiments/statistics/session_quantile.h"

namespace reprise {

/// The method that turns replicates into an interval (bootstrap.h). Prefer `percentile`: BCa
/// corrects smooth estimates, and a quantile is not smooth. Where many sessions have the same
/// value, BCa mistakes the position of the estimate among its ties for a bias, and covers as little
/// as 86 % where it should cover 95 % (tests/statistics_simulated/quantile_coverage_test.cpp). The
/// percentile interval covers at least its stated level.
enum class BootstrapMethod { percentile, bca };

/// A quantile with its interval, in the unit of the values.
struct QuantileEstimate {
  double estimate = 0;
  double lower = 0;
  double upper = 0;
};

/// Returns the quantile at `probability` in [0, 1] of all sessions (equal to sample_quantile of the
/// list of sessions) with its interval at 1 - alpha, 0 < alpha < 1.
///
/// Each of `replicates` >= 1 resamples weighs every user by a draw addressed by (seed, replicate,
/// user) (poisson_weights.h), so the result does not depend on threads, and oneTBB may use any
/// number of them. BCa's acceleration comes from leaving users out one at a time. At least one
/// session is required; when fewer than two users have sessions, the interval is the whole line.
/// Costs about users * replicates steps. Thread-safe.
QuantileEstimate quantile_estimate(const UserDistributions& users, double probability,
                                   BootstrapMethod method, std::uint64_t replicates,
                                   std::uint64_t seed, double alpha);

/// The quantiles of a treatment and its control, compared.
struct QuantileComparison {
  double control = 0;
  double treatment = 0;
  BootstrapInterval difference;  // treatment minus control
  // The interval of treatment / control - 1, a fraction. Absent when control's quantile is not
  // above 0 in the sample or in some replicate.
  std::optional<BootstrapInterval> relative;
  // The smallest alpha at which the interval of the difference, by the same method, excludes 0, so
  // that the interval excludes 0 exactly when p <= alpha. For the percentile method this is twice
  // the smaller share of replicates at or beyond 0. p is at least 2 / (replicates + 1), because the
  // replicates cannot resolve a smaller p; at an alpha below that bound an interval may exclude 0
  // although p is above alpha.
  double p = 1;
};

/// Estimates the quantiles of both treatments as quantile_estimate does, and the interval of their
/// difference. With `same_users` user u is the same user in both treatments, with one weight in
/// both (the numbers of users must then be equal); without it, the treatments are resampled
/// independently. Fewer than two users with sessions in either treatment give the whole line and p
/// = 1. Thread-safe.
QuantileComparison compare_quantiles(const UserDistributions& control,
                                     const UserDistributions& treatment, bool same_users,
                                     double probability, BootstrapMethod method,
                                     std::uint64_t replicates, std::uint64_t seed, double alpha);

}  // namespace reprise
