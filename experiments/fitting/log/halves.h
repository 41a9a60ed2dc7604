// Splits the users of a log: one half makes the world, the other is left for policies to learn
// from.
#pragma once

#include <cstdint>
#include <vector>

#include "experiments/fitting/log/fitting_log.h"
#include "sim/world_source/fitted_source.h"

namespace reprise {

/// Returns, by user, 1 for those whose sessions make the world: all, or a half by a hash of the
/// users' ids, so that a user is in the same half whatever else the log has. Pure.
std::vector<std::uint8_t> users_of(const FittingLog& log, FittedHalf half);

/// Returns the sessions of these users, with steps held out for the fit. Throws UserError when
/// there are none.
FittingLog log_of_half(const FittingLog& log, FittedHalf half);

}  // namespace reprise
