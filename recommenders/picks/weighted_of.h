// Choice among the candidates that are not excluded, in proportion to weights.
#pragma once

#include <optional>
#include <span>

#include "recommenders/sentence.h"

namespace reprise {

/// One of the candidates that are not excluded, item i with a chance in proportion to the i-th
/// weight; nothing when all are excluded. `cumulative` holds the sums of the first 1, 2, ...
/// weights; candidates beyond them are never chosen. Weights are not negative and the first is
/// above 0.
std::optional<TrackId> weighted_of(const TrackList& list, std::span<const double> cumulative,
                                   const Exclude* exclude, Request& request);

}  // namespace reprise
