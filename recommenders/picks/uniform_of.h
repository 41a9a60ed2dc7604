// Uniform choice among the candidates that are not excluded.
#pragma once

#include <algorithm>
#include <optional>

#include "recommenders/sentence.h"

namespace reprise {

/// The same for an `exclude` that is there and a `head` within the list.
std::optional<TrackId> uniform_of_free(const TrackList& list, std::uint32_t head,
                                       const Exclude& exclude, Request& request);

/// One of the list's first `head` that are not excluded, each with the same chance; nothing when
/// all are. An item that is in the list twice has two chances, as upstream's lists give it.
inline std::optional<TrackId> uniform_of(const TrackList& list, std::uint32_t head,
                                         const Exclude* exclude, Request& request) {
  const std::uint32_t n = std::min(head, list.size);
  if (exclude == nullptr) return list[uniform_index(request.draws, n)];
  return uniform_of_free(list, n, *exclude, request);
}

}  // namespace reprise
