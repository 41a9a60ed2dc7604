// How well a share is known that was counted.
#pragma once

#include <cstdint>

namespace reprise {

struct BinomialInterval {
  double lower = 0;
  double upper = 1;
};

/// The exact interval at 1 - alpha for the chance behind `count` of `runs` >= 1 independent runs
/// (Clopper and Pearson 1934, "The use of confidence or fiducial limits"), by Boost.Math. 0 < alpha
/// < 1. Pure.
BinomialInterval clopper_pearson(std::uint64_t count, std::uint64_t runs, double alpha);

}  // namespace reprise
