// Bootstrap intervals from replicates that were drawn elsewhere: users are resampled, an estimate
// is made from each resample, and these functions turn the replicates into an interval.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace reprise {

struct BootstrapInterval {
  double lower = 0;
  double upper = 0;
  // The quantiles of the replicates that these are.
  double lower_probability = 0;
  double upper_probability = 0;
  double bias = 0;  // z0 of BCa
};

/// From the alpha/2 to the 1 - alpha/2 quantile of the replicates (at least one, finite, any
/// order), 0 < alpha < 1. Pure.
BootstrapInterval percentile_interval(std::span<const double> replicates, double alpha);

/// The bias-corrected and accelerated interval around `estimate` (Efron 1987, "Better bootstrap
/// confidence intervals"). The bias counts replicates equal to the estimate (to 1e-12 of the
/// largest) as half below it; when all lie on one side it is taken as if half a replicate lay on
/// the other. Pure.
BootstrapInterval bca_interval(std::span<const double> replicates, double estimate,
                               double acceleration, double alpha);

/// BCa's acceleration from the estimates with one user left out, one list per independently
/// resampled group of users: two for a split design, one for a paired one (Davison and Hinkley
/// 1997, eqs. 5.22 and 5.24). 0 when leaving users out changes nothing. Pure.
double bca_acceleration(std::span<const std::vector<double>> leave_one_out);

/// One replicate of a mean under the Poisson bootstrap: sum(w x) / sum(w) over users, each weight
/// drawn from Poisson(1) and shared by all sessions of the user, and by both treatments when they
/// are paired (Chamandy et al. 2012, "Estimating uncertainty for massive data streams"). Absent
/// when all weights are 0. Pure.
std::optional<double> weighted_mean(std::span<const double> values,
                                    std::span<const std::uint32_t> weights);

}  // namespace reprise
