// Metrics that are a ratio of two totals over users (time per track, skips per recommendation).
// Users are still the unit: their numerators and denominators vary together.
#pragma once

#include <span>
#include <vector>

namespace reprise {

/// One value per user that stands for the ratio R = sum(numerators) / sum(denominators):
/// R + (y_i - R d_i) / mean(d), so their mean is R and their variance over n is the delta method's
/// Var(R) = sum u^2 / ((n - 1) n). Everything for plain means then applies: `moments` of these
/// values with `welch` and `split_difference`, or `paired_moments` of two treatments' with
/// `paired_comparison` and `paired_difference`. (Deng et al. 2018, "Applying the Delta Method in
/// Metric Analytics".) Both spans have one finite entry per user; the denominators must not sum to
/// 0. Pure.
std::vector<double> linearized_ratio(std::span<const double> numerators,
                                     std::span<const double> denominators);

}  // namespace reprise
