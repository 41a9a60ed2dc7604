// Chooses uniformly among the candidates that are not excluded.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "recommenders/sentence.h"

namespace reprise {

/// Returns one of the first `head` items of the list that are not excluded, each with the same
/// chance; nothing when all are excluded. An item that is in the list twice has two chances, as in
/// upstream's lists. `exclude` may be null.
MaybeTrack uniform_of(const TrackList& list, std::uint32_t head, const Exclude* exclude,
                      Request& request);

/// Does the same for several requests, as Pick::pick_each does.
void uniform_of_each(std::span<const TrackList> lists, std::uint32_t head, const Exclude* exclude,
                     std::span<Request* const> requests, std::span<MaybeTrack> tracks);

/// Tells the propensities of uniform_of(), as Pick::tell does.
bool tell_uniform_of(const TrackList& list, std::uint32_t head, const Exclude* exclude,
                     Request& request, double share, Propensities& propensities);

}  // namespace reprise
