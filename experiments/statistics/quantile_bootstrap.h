// Quantiles of sessions (the median of session length, the 90th percentile) with intervals that
// know that users are the unit: users are resampled with all their sessions.
#pragma once

#include <cstdint>
#include <optional>

#include "experiments/statistics/bootstrap.h"
#include "experiments/statistics/session_quantile.h"

namespace reprise {

/// How replicates become an interval (bootstrap.h). Prefer `percentile`: BCa corrects smooth
/// estimates, and a quantile is none. Where many sessions have the same value BCa takes the place
/// of the estimate among its ties for a bias, and covers as little as 86 % where it should cover 95
/// (tests/statistics_simulated/quantile_coverage_test.cpp); the percentile interval covers at least
/// what it says.
enum class BootstrapMethod { percentile, bca };

/// In the unit of the values.
struct QuantileEstimate {
  double estimate = 0;
  double lower = 0;
  double upper = 0;
};

/// The quantile at `probability` in [0, 1] of all sessions (as sample_quantile would say of them
/// one by one) with its interval at 1 - alpha, 0 < alpha < 1.
///
/// Each of `replicates` >= 1 resamples weighs every user by a draw addressed by (seed, replicate,
/// user) (poisson_weights.h): nothing depends on threads, and oneTBB may use as many as it likes.
/// BCa's acceleration comes from leaving users out one at a time. At least one session; with fewer
/// than two users who have any the interval is the whole line. Costs about users * replicates
/// steps. Thread-safe.
QuantileEstimate quantile_estimate(const UserDistributions& users, double probability,
                                   BootstrapMethod method, std::uint64_t replicates,
                                   std::uint64_t seed, double alpha);

/// Treatment against control.
struct QuantileComparison {
  double control = 0;
  double treatment = 0;
  BootstrapInterval difference;  // treatment minus control
  // Of treatment / control - 1, a fraction. Absent when control's quantile is not above 0, in the
  // sample or in some replicate.
  std::optional<BootstrapInterval> relative;
  // The smallest alpha at which the interval of the difference, by the same method, excludes 0, so
  // that it does exactly when p <= alpha. For the percentile method this is twice the smaller share
  // of replicates at or beyond 0. At least 2 / (replicates + 1), as so many replicates can tell no
  // less: at an alpha below that an interval may exclude 0 and p will not say so.
  double p = 1;
};

/// As quantile_estimate for either treatment and their difference. With `same_users` user u is the
/// same person in both (so there must be equally many) and has one weight in both treatments;
/// without, the treatments are resampled independently. Fewer than two users with sessions in
/// either treatment give the whole line and p = 1. Thread-safe.
QuantileComparison compare_quantiles(const UserDistributions& control,
                                     const UserDistributions& treatment, bool same_users,
                                     double probability, BootstrapMethod method,
                                     std::uint64_t replicates, std::uint64_t seed, double alpha);

}  // namespace reprise
