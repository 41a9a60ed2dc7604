// Post-stratification: users fall into strata (kinds of user) whose shares of the population are
// known. A sample that happened to draw too many of one kind is weighted back, and only the spread
// within strata is left as noise.
#pragma once

#include <cstdint>
#include <span>

#include "experiments/statistics/moments.h"

namespace reprise {

/// Moments that stand for the mean over strata: sum of W_h mean_h, whose variance is sum of W_h^2
/// s_h^2 / n_h given how many users n_h each stratum got (Cochran 1977, "Sampling Techniques",
/// 5A.9); W_h is shares[h] over the sum of the shares. `n` is n - H + 1 over the H strata in use,
/// and `variance` such that variance / n is the estimate's, so that `welch`, `split_difference` and
/// t intervals with n - 1 degrees of freedom apply as they are.
///
/// `values` has one finite entry per user, `strata` that user's index into `shares` (positive, in
/// any unit). A stratum with fewer than two of these users has no variance, so it is pooled with
/// the next one, and the last ones with the one before, until each has at least two: neighbours in
/// the list should be alike. What is left as one stratum gives exactly `moments`. Pure.
Moments stratified_moments(std::span<const double> values, std::span<const std::uint32_t> strata,
                           std::span<const double> shares);

/// The same for two aligned treatments of the same users: both treatments, their differences and
/// their covariance, over the same pooled strata. Pure.
PairedMoments stratified_paired_moments(std::span<const double> first,
                                        std::span<const double> second,
                                        std::span<const std::uint32_t> strata,
                                        std::span<const double> shares);

}  // namespace reprise
