// Compares two treatments that have users of their own. Designs that assign each user to one
// treatment share this comparison, whatever their assignment is.
#pragma once

#include "experiments/spec/designs/design.h"

namespace reprise {

/// Welch's test of two independent means over users, at confidence 1 - alpha. The variance
/// reduction is that of the estimator against plain means. Both treatments have users. Pure.
Comparison compare_independent(const UserValues& control, const UserValues& treatment,
                               const Estimator& estimator, double alpha);

}  // namespace reprise
