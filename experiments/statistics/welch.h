// Implements Welch's test: the difference of two independent means whose variances may differ. The
// split design uses this test.
#pragma once

#include "experiments/statistics/moments.h"
#include "experiments/statistics/student_t.h"

namespace reprise {

/// Returns treatment minus control with its interval at 1 - alpha, in the metric's units. SE^2 =
/// v0/n0 + v1/n1, with Welch-Satterthwaite degrees of freedom (Welch 1947, "The generalization of
/// 'Student's' problem"); the degrees of freedom are n0 + n1 - 2 when neither treatment varies.
/// Fewer than two users in either treatment give the whole line and p = 1. Pure.
StudentInterval welch(const Moments& control, const Moments& treatment, double alpha);

}  // namespace reprise
