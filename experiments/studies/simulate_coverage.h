// The certificate of a run: the experiment is simulated again and again with fresh people and fresh
// luck, and the intervals that it shows are counted: how often do they hold the truth, which only a
// simulator can know?
#pragma once

#include "experiments/simulation/prepared.h"
#include "reports/results/results.h"
#include "sim/support/interruption.h"

namespace reprise {

/// Plays it `runs` >= 2 times more. Each time the users are drawn from the world's with
/// replacement, as a new sample of the same kind of people, and seeds are fresh ones that depend on
/// the first seed alone. The truth is the mean over these runs, whose own error is small beside
/// that of one run. False positives are counted where each user's two treatments are swapped by lot
/// (paired), or users are dealt to the two treatments by lot (split): an experiment like this one,
/// without an effect. Intervals are each at the experiment's confidence, and after as many seeds as
/// the run played. `prepared` is as it was afterwards. Throws Interrupted.
CoverageSimulation simulate_coverage(Prepared& prepared, std::uint64_t seeds_played,
                                     std::uint64_t runs, const StopFlag* stop,
                                     const Progress& progress);

}  // namespace reprise
