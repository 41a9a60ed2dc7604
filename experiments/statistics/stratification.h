// Computes post-stratified estimates. Users fall into strata (kinds of user) whose shares of the
// population are known. A sample that happens to have too many users of one kind is weighted back
// to these shares, and only the spread within strata remains as noise.
#pragma once

#include <cstdint>
#include <span>

#include "experiments/statistics/moments.h"

namespace reprise {

/// Returns moments that stand for the mean over strata: sum of W_h mean_h, whose variance is the
/// sum of W_h^2 s_h^2 / n_h, given the number n_h of users in each stratum (Cochran 1977, "Sampling
/// Techniques", 5A.9); W_h is shares[h] over the sum of the shares. `n` is n - H + 1 over the H
/// strata in use, and `variance` is such that variance / n is the variance of the estimate, so that
/// `welch`, `split_difference` and t intervals with n - 1 degrees of freedom apply unchanged.
///
/// `values` has one finite entry per user, `strata` that user's index into `shares` (positive, in
/// any unit). A stratum with fewer than two of these users has no variance. It is pooled with the
/// next stratum, and the last strata with the one before, until each pool has at least two users;
/// neighbours in the list should therefore be alike. When only one pool is left, the result is
/// exactly that of `moments`. Pure.
Moments stratified_moments(std::span<const double> values, std::span<const std::uint32_t> strata,
                           std::span<const double> shares);

/// Returns stratified moments for two aligned treatments of the same users: those of both
/// treatments, of their differences, and their covariance, over the same pooled strata. Pure.
PairedMoments stratified_paired_moments(std::span<const double> first,
                                        std::span<const double> second,
                                        std::span<const std::uint32_t> strata,
                                        std::span<const double> shares);

}  // namespace reprise
