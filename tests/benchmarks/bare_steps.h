// The bare work of many steps: the simulation would take this long if it did nothing else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "sim/world/world.h"

namespace reprise {

inline constexpr std::size_t kBareSteps = 32;  // steps that are played together

/// Gathers the rows of kBareSteps tracks and listens to each track with an interest of its own: an
/// inner product and the logistic. Returns the sum of the times.
std::int64_t play_bare_steps(const Embeddings& embeddings, std::span<const TrackId> interests,
                             std::span<const TrackId> tracks, const UserTraits& traits);

}  // namespace reprise
