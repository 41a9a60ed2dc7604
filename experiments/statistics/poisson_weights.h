// The weights of the Poisson bootstrap: how often each user is in a replicate.
#pragma once

#include <cstdint>
#include <span>

#include "sim/random/streams.h"

namespace reprise {

/// Fills `weights` with Poisson(1) draws, user u's being word u at the address (key, replicate), to
/// the 2^-32 that a word can tell. Whoever asks, on any thread and for any number of users, gets
/// the same weight for the same user of the same replicate (Chamandy et al. 2012, "Estimating
/// uncertainty for massive data streams"). Pure.
void poisson_weights(StreamKey key, std::uint64_t replicate, std::span<std::uint8_t> weights);

}  // namespace reprise
