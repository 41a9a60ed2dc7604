// Two treatments between which there is no effect, made of two treatments between which there may
// be one.
#pragma once

#include <utility>

#include "experiments/metrics/user_values.h"
#include "sim/random/streams.h"

namespace reprise {

/// Users who played both: each one's two values are swapped or not, by lot. Pure.
std::pair<UserValues, UserValues> swapped_by_lot(const UserValues& first, const UserValues& second,
                                                 Stream draws);

/// Users who played one each: all of them dealt anew to two treatments of the same sizes. Pure.
std::pair<UserValues, UserValues> dealt_by_lot(const UserValues& first, const UserValues& second,
                                               Stream draws);

}  // namespace reprise
