// Computes bootstrap intervals from replicates. The caller resamples the users and makes one
// estimate, a replicate, from each resample; these functions turn the replicates into an interval.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace reprise {

struct BootstrapInterval {
  double lower = 0;
  double upper = 0;
  // The bounds are the replicates' quantiles at these probabilities.
  double lower_probability = 0;
  double upper_probability = 0;
  double bias = 0;  // the bias z0 of BCa; 0 for a percentile interval
};

/// Returns the interval from the alpha/2 quantile to the 1 - alpha/2 quantile of the replicates (at
/// least one, finite, any order), 0 < alpha < 1. Pure.
BootstrapInterval percentile_interval(std::span<const double> replicates, double alpha);

/// Returns the bias-corrected and accelerated (BCa) interval around `estimate` (Efron 1987, "Better
/// bootstrap confidence intervals"). A replicate equal to the estimate (to 1e-12 of the largest)
/// counts as half below it in the bias. When all replicates lie on one side of the estimate, the
/// bias is computed as if half a replicate lay on the other side. Pure.
BootstrapInterval bca_interval(std::span<const double> replicates, double estimate,
                               double acceleration, double alpha);

/// Returns BCa's acceleration. `leave_one_out` has the estimates with one user left out, one list
/// per independently resampled group of users: two lists for a split design, one for a paired
/// design (Davison and Hinkley 1997, eqs. 5.22 and 5.24). The acceleration is 0 when leaving a user
/// out never changes the estimate. Pure.
double bca_acceleration(std::span<const std::vector<double>> leave_one_out);

/// Returns one replicate of a mean under the Poisson bootstrap: sum(w x) / sum(w) over users. Each
/// user's weight w is drawn from Poisson(1); all sessions of the user share the weight, and both
/// treatments share it when they are paired (Chamandy et al. 2012, "Estimating uncertainty for
/// massive data streams"). Absent when all weights are 0. Pure.
std::optional<double> weighted_mean(std::span<const double> values,
                                    std::span<const std::uint32_t> weights);

}  // namespace reprise
