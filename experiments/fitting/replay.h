// Simulates a log in a fitted world: the same users, first tracks and recommendations, other shares
// and other ends.
#pragma once

#include <cstdint>
#include <span>

#include "experiments/fitting/fitted_model.h"

namespace reprise {

/// Returns the log that the model gives under the recommendations of `log`. Each session has the
/// user, the interest and the first track that it has in `log`, and is recommended the same tracks
/// in the same order. Where it lasts longer than in the log, it is recommended tracks drawn from
/// all recommendations of the log; it ends when `budget` is spent, or after 10 000 steps. Steps are
/// held out as hold_out() does with `hold_out_every`. A function of its arguments; runs on all
/// threads of the TBB arena.
FittingLog replay(const FittingLog& log, const FittedModel& model,
                  std::span<const TrackId> interest_of, std::int32_t budget, std::uint64_t seed,
                  std::uint64_t hold_out_every);

}  // namespace reprise
