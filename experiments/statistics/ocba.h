// Implements optimal computing budget allocation: it shares sessions among treatments so that the
// best treatment is most likely found to be the best. Treatments that are close to the best, and
// noisy treatments, get most sessions.
#pragma once

#include <span>
#include <vector>

namespace reprise {

/// Returns the share of the budget for each treatment; the shares sum to 1. `means` has the mean of
/// each treatment so far (more is better), `deviations` the standard deviation of a single value of
/// the treatment (>= 0). With delta_i the distance of treatment i behind the best, N_i is
/// proportional to (s_i / delta_i)^2, and N_best = s_best sqrt(sum of N_i^2 / s_i^2) (Chen, Lin,
/// Yucesan and Chick 2000, "Simulation budget allocation for further enhancing the efficiency of
/// ordinal optimization"). Treatments whose mean equals the best mean take the whole budget
/// together with the best, which is the limit of small deltas; of several treatments with the best
/// mean the first counts as the best. The shares are equal when no treatment varies. At least one
/// treatment. Pure.
std::vector<double> ocba_fractions(std::span<const double> means,
                                   std::span<const double> deviations);

}  // namespace reprise
