// Computes a confidence interval for a share that was counted over independent runs.
#pragma once

#include <cstdint>

namespace reprise {

struct BinomialInterval {
  double lower = 0;
  double upper = 1;
};

/// Returns the exact interval at 1 - alpha for the probability behind `count` successes in `runs`
/// >= 1 independent runs (Clopper and Pearson 1934, "The use of confidence or fiducial limits"), by
/// Boost.Math. 0 < alpha < 1. Pure.
BinomialInterval clopper_pearson(std::uint64_t count, std::uint64_t runs, double alpha);

}  // namespace reprise
