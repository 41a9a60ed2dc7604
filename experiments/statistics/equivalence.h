// Is the effect too small to matter? With enough sessions everything is significant, so a verdict
// asks about a margin as well: inside it the treatments are equivalent.
#pragma once

#include "experiments/statistics/relative_effect.h"
#include "experiments/statistics/student_t.h"

namespace reprise {

struct Equivalence {
  double p_noninferior = 1;  // of "the true effect is at most -margin"
  double p_equivalent = 1;   // of "the true effect is outside (-margin, margin)"
  // The interval at 1 - 2 alpha; its lower end is the one-sided lower bound at 1 - alpha.
  double lower = 0;
  double upper = 0;
  bool noninferior = false;  // p <= alpha
  bool equivalent = false;
};

/// Two one-sided tests of `effect` against -margin and margin (Schuirmann 1987, "A comparison of
/// the two one-sided tests procedure and the power approach"), with the effect's standard error and
/// degrees of freedom; the level of `effect` itself does not matter. margin > 0 in the effect's
/// units, 0 < alpha < 1/2. Equivalent exactly when [lower, upper] is inside the margins. Without
/// degrees of freedom p = 1 and the whole line; without standard error p is 0 or 1. Pure.
Equivalence equivalence(const StudentInterval& effect, double margin, double alpha);

/// The p of "the true lift is outside (-margin, margin)", the margin a fraction of the control's
/// mean: two one-sided tests of difference + margin control and margin control - difference, which
/// are linear in the means (Sasabuchi 1980 for ratios of means; the ends of Fieller's set). df as
/// in `equivalence`; a control whose mean is not positive has no lift, and p is 1. Pure.
double lift_equivalence_p(const MeanDifference& means, double df, double margin);

}  // namespace reprise
