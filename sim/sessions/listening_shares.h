// Shares of many tracks for one listener, computed side by side by vectors.
#pragma once

#include <span>

#include "sim/world/world.h"

namespace reprise {

/// Sets shares[i] = listening_share(<interest, e_tracks[i]>, bias, sharpness), to the bit, for a
/// user with these traits. `interest` is the row of the session's interest; `shares` has a place
/// for each track. So it is for worlds whose response is Response::in_double, and whose rows are
/// float32, which is checked. Thread-safe.
void listening_shares(const Embeddings& embeddings, const float* interest, const UserTraits& traits,
                      std::span<const TrackId> tracks, double* shares);

}  // namespace reprise
