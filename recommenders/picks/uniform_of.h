// Uniform choice among the candidates that are not excluded.
#pragma once

#include <optional>

#include "recommenders/sentence.h"

namespace reprise {

/// One of the list's first `head` that are not excluded, each with the same chance; nothing when
/// all are. An item that is in the list twice has two chances, as upstream's lists give it.
std::optional<TrackId> uniform_of(const TrackList& list, std::uint32_t head, const Exclude* exclude,
                                  Request& request);

}  // namespace reprise
