// Computes the quantile of a sample. It is defined once, here, for every file that shows or uses
// one.
#pragma once

#include <span>

namespace reprise {

/// Returns the quantile at `probability` in [0, 1] of ascending values (at least one), by linear
/// interpolation between the order statistics at 1 + (n - 1) probability (type 7 of Hyndman and Fan
/// 1996, "Sample quantiles in statistical packages"). Pure.
double sample_quantile(std::span<const double> ascending, double probability);

}  // namespace reprise
