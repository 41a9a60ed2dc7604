// Linearises metrics that are a ratio of two totals over users (time per track, skips per
// recommendation). The unit is still the user, because a user's numerator and denominator vary
// together.
#pragma once

#include <span>
#include <vector>

namespace reprise {

/// Returns one value per user that stands for the ratio R = sum(numerators) / sum(denominators): R
/// + (y_i - R d_i) / mean(d). The mean of these values is R, and their variance over n is the delta
/// method's Var(R) = sum u^2 / ((n - 1) n), so everything for plain means applies: `moments` of
/// these values with `welch` and `split_difference`, or `paired_moments` of two treatments' values
/// with `paired_comparison` and `paired_difference`. (Deng et al. 2018, "Applying the Delta Method
/// in Metric Analytics".) Both spans have one finite entry per user; the denominators must not sum
/// to 0. Pure.
std::vector<double> linearized_ratio(std::span<const double> numerators,
                                     std::span<const double> denominators);

}  // namespace reprise
