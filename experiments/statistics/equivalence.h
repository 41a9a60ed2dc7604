// Tests whether an effect is too small to matter. With enough sessions every effect is significant,
// so a verdict also asks about a margin: treatments whose effect is inside the margin are
// equivalent.
#pragma once

#include "experiments/statistics/relative_effect.h"
#include "experiments/statistics/student_t.h"

namespace reprise {

struct Equivalence {
  double p_noninferior = 1;  // p value of "the true effect is at most -margin"
  double p_equivalent = 1;   // p value of "the true effect is outside (-margin, margin)"
  // The interval at 1 - 2 alpha. `lower` is also the one-sided lower bound at 1 - alpha.
  double lower = 0;
  double upper = 0;
  bool noninferior = false;  // p_noninferior <= alpha
  bool equivalent = false;   // p_equivalent <= alpha
};

/// Makes two one-sided tests of `effect` against -margin and margin (Schuirmann 1987, "A comparison
/// of the two one-sided tests procedure and the power approach"), with the effect's standard error
/// and degrees of freedom; the level of the interval in `effect` does not matter. margin > 0 in the
/// effect's units, 0 < alpha < 1/2. The treatments are equivalent exactly when [lower, upper] is
/// inside the margins. Without degrees of freedom both p are 1 and the interval is the whole line;
/// with a standard error of 0 each p is 0 or 1. Pure.
Equivalence equivalence(const StudentInterval& effect, double margin, double alpha);

/// Returns the p value of "the true lift is outside (-margin, margin)", where the margin is a
/// fraction of the control's mean. The two one-sided tests are of difference + margin control and
/// of margin control - difference, which are linear in the means (Sasabuchi 1980 for ratios of
/// means; their ends are those of Fieller's set). `df` is as in `equivalence`. A control whose mean
/// is not positive has no lift, and p is 1. Pure.
double lift_equivalence_p(const MeanDifference& means, double df, double margin);

}  // namespace reprise
