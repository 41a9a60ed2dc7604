// Checks the intervals of an experiment with a coverage simulation: the experiment is simulated
// many times with new users and new seeds, and the intervals that hold the truth are counted. Only
// a simulator can know the truth.
#pragma once

#include "experiments/simulation/prepared.h"
#include "reports/results/results.h"
#include "sim/support/interruption.h"

namespace reprise {

/// Plays the experiment `runs` >= 2 more times. Each time the users are drawn from the world's with
/// replacement, as a new sample of users of the same kind, and the seeds are new; all draws depend
/// on the first seed alone. The truth is the mean over these runs, whose error is small beside the
/// error of one run. For false positives each user's two values are swapped at random (paired
/// design), or the users are dealt to the two treatments at random (split design), which makes an
/// experiment like this one without an effect. Intervals and p values are made as in the run
/// itself: at the experiment's confidence, with its adjustment for many comparisons, and after as
/// many seeds as the run played. Afterwards `prepared` is as it was before. Throws Interrupted.
CoverageSimulation simulate_coverage(Prepared& prepared, std::uint64_t seeds_played,
                                     std::uint64_t runs, const StopFlag* stop,
                                     const Progress& progress);

}  // namespace reprise
