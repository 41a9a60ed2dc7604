// Uniform choice among the candidates that are not excluded.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "recommenders/sentence.h"

namespace reprise {

/// One of the list's first `head` that are not excluded, each with the same chance; nothing when
/// all are. An item that is in the list twice has two chances, as upstream's lists give it.
/// `exclude` may be null.
MaybeTrack uniform_of(const TrackList& list, std::uint32_t head, const Exclude* exclude,
                      Request& request);

/// The same as Pick::pick_each.
void uniform_of_each(std::span<const TrackList> lists, std::uint32_t head, const Exclude* exclude,
                     std::span<Request* const> requests, std::span<MaybeTrack> tracks);

}  // namespace reprise
