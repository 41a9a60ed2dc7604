// Implements Kim and Nelson's sequential procedure, which finds the best of many treatments. The
// procedure drops treatments that are clearly behind while the others play on. The last treatment
// left is the best, or within `indifference` of the best, with probability 1 - alpha. (Kim and
// Nelson 2001, "A fully sequential procedure for indifference-zone selection in simulation".)
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace reprise {

/// Returns h^2 = 2 eta (n0 - 1) with eta = ((2 alpha / (k - 1))^(-2 / (n0 - 1)) - 1) / 2, for k >=
/// 2 treatments and variances estimated from n0 >= 2 users; 0 < alpha < 1/2. Pure.
double kim_nelson_h2(std::uint64_t treatments, std::uint64_t first_users, double alpha);

/// Returns the slack W = max(0, delta / (2 r) (h^2 S^2 / delta^2 - r)), in the metric's units. A
/// treatment stays in after r = `users` >= 1 users while its mean is at most W behind the other
/// treatment's mean. S^2 >= 0 is the variance of the two treatments' differences per user over the
/// first users (small for paired treatments, because of common random numbers); delta > 0 is the
/// indifference. Pure.
double kim_nelson_slack(double h2, double difference_variance, double indifference,
                        std::uint64_t users);

/// Returns the number of users after which the slack between two treatments is 0: floor(h^2 S^2 /
/// delta^2). With one more user the procedure has decided between these two treatments. Pure.
std::uint64_t kim_nelson_horizon(double h2, double difference_variance, double indifference);

/// Returns the survivors: every treatment of `alive` whose mean over `users` users is at least the
/// mean of each other treatment of `alive` minus the slack between the two. The survivors keep
/// their order, and there is at least one. `means` and `difference_variance(i, l)` are by
/// treatment; a larger mean is better. Pure.
std::vector<std::size_t> kim_nelson_survivors(
    std::span<const std::size_t> alive, std::span<const double> means,
    const std::function<double(std::size_t, std::size_t)>& difference_variance, double h2,
    double indifference, std::uint64_t users);

}  // namespace reprise
