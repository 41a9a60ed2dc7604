// Makes two treatments without any difference from two treatments that may differ, to count false
// positives.
#pragma once

#include <utility>

#include "experiments/metrics/user_values.h"
#include "sim/random/streams.h"

namespace reprise {

/// Returns two treatments from users who played both: each user's two values are swapped or not, at
/// random. Pure.
std::pair<UserValues, UserValues> swapped_at_random(const UserValues& first,
                                                    const UserValues& second, Stream draws);

/// Returns two treatments from users who played one treatment each: all users are dealt anew at
/// random, to two treatments of the same sizes as before. Pure.
std::pair<UserValues, UserValues> reassigned_at_random(const UserValues& first,
                                                       const UserValues& second, Stream draws);

}  // namespace reprise
