// Optimal computing budget allocation: how to share sessions among treatments so that the best of
// them is most likely found to be the best. Close rivals and noisy ones get most.
#pragma once

#include <span>
#include <vector>

namespace reprise {

/// The share of the budget for each treatment, summing to 1, from what is known so far of its mean
/// (more is better) and of the standard deviation of one of its values (>= 0). With delta_i how far
/// treatment i is behind the best: N_i proportional to (s_i / delta_i)^2, and N_best = s_best
/// sqrt(sum of N_i^2 / s_i^2) (Chen, Lin, Yucesan and Chick 2000, "Simulation budget allocation for
/// further enhancing the efficiency of ordinal optimization"). Treatments level with the best take
/// everything, as the limit of small deltas does; of equal best ones the first counts as the best.
/// Where nothing varies the shares are equal. At least one treatment. Pure.
std::vector<double> ocba_fractions(std::span<const double> means,
                                   std::span<const double> deviations);

}  // namespace reprise
