// What a treatment remembers when one of its episodes begins, without playing all of the run.
#pragma once

#include "experiments/simulation/prepared.h"

namespace reprise {

/// What the treatment number `treatment` of an experiment with `random: streams` remembers before
/// episode `episode` of a seed, whose user is `user`: of this user's earlier sessions, and of what
/// earlier days of an experiment of `episodes` episodes taught. Nothing is played for treatments
/// that remember nothing. The nearest tracks of all earlier episodes must be there. On the threads
/// of the TBB arena.
TreatmentState state_before(const Prepared& prepared, std::size_t treatment, std::uint64_t seed,
                            std::uint64_t episode, UserIndex user, std::int64_t episodes,
                            const Progress& progress = {});

}  // namespace reprise
