// Draws the weights of the Poisson bootstrap: a user's weight is the number of times the user is in
// a replicate.
#pragma once

#include <cstdint>
#include <span>

#include "sim/random/streams.h"

namespace reprise {

/// Fills `weights` with draws from Poisson(1), whose probabilities are rounded to multiples of
/// 2^-32. User u's draw is word u of the stream at the address (key, replicate), so the same user
/// of the same replicate gets the same weight on any thread and for any number of users (Chamandy
/// et al. 2012, "Estimating uncertainty for massive data streams"). Pure.
void poisson_weights(StreamKey key, std::uint64_t replicate, std::span<std::uint8_t> weights);

}  // namespace reprise
