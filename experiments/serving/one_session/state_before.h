// Computes a treatment's memory of earlier sessions at the start of an episode, without playing all
// of the run.
#pragma once

#include "experiments/simulation/prepared.h"

namespace reprise {

/// Returns the state of treatment number `treatment` of an experiment with `random: streams` before
/// episode `episode` of a seed, whose user is `user`. The state has this user's earlier sessions,
/// and the learned counts of the earlier days of an experiment of `episodes` episodes. Nothing is
/// played for treatments that remember nothing. The nearest tracks of all earlier episodes must be
/// computed before. Runs on the threads of the TBB arena.
TreatmentState state_before(const Prepared& prepared, std::size_t treatment, std::uint64_t seed,
                            std::uint64_t episode, UserIndex user, std::int64_t episodes,
                            const Progress& progress = {});

}  // namespace reprise
