// Welch's test: the difference of two independent means whose variances may differ. The test of the
// split design.
#pragma once

#include "experiments/statistics/moments.h"
#include "experiments/statistics/student_t.h"

namespace reprise {

/// Treatment minus control with its interval at 1 - alpha, in the metric's units. SE^2 = v0/n0 +
/// v1/n1 and Welch-Satterthwaite degrees of freedom (Welch 1947, "The generalization of 'Student's'
/// problem"; when neither treatment varies they are n0 + n1 - 2). Fewer than two users in either
/// treatment give the whole line and p = 1. Pure.
StudentInterval welch(const Moments& control, const Moments& treatment, double alpha);

}  // namespace reprise
