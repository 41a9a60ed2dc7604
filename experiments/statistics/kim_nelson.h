// Which of many treatments is best: Kim and Nelson's sequential procedure. Treatments that are
// clearly behind are dropped while the others play on; the last one left is the best, or within
// `indifference` of it, with probability 1 - alpha. (Kim and Nelson 2001, "A fully sequential
// procedure for indifference-zone selection in simulation".)
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace reprise {

/// h^2 = 2 eta (n0 - 1) with eta = ((2 alpha / (k - 1))^(-2 / (n0 - 1)) - 1) / 2, for k >= 2
/// treatments and variances estimated from n0 >= 2 users; 0 < alpha < 1/2. Pure.
double kim_nelson_h2(std::uint64_t treatments, std::uint64_t first_users, double alpha);

/// W = max(0, delta / (2 r) (h^2 S^2 / delta^2 - r)), in the metric's units: how far behind another
/// treatment's mean after r = `users` >= 1 one may be and stay in. S^2 >= 0 is the variance of the
/// two treatments' differences per user over the first users (paired: common random numbers make it
/// small), delta > 0 the indifference. Pure.
double kim_nelson_slack(double h2, double difference_variance, double indifference,
                        std::uint64_t users);

/// The users after which the slack between two treatments is used up: floor(h^2 S^2 / delta^2). One
/// more user and the procedure is over between these two. Pure.
std::uint64_t kim_nelson_horizon(double h2, double difference_variance, double indifference);

/// Those of the treatments `alive` whose mean over `users` users is at least every other living
/// one's minus the slack between the two; in the same order, and never nobody. `means` and
/// `difference_variance(i, l)` are by treatment; more is better. Pure.
std::vector<std::size_t> kim_nelson_survivors(
    std::span<const std::size_t> alive, std::span<const double> means,
    const std::function<double(std::size_t, std::size_t)>& difference_variance, double h2,
    double indifference, std::uint64_t users);

}  // namespace reprise
