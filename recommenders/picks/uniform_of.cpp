#include "recommenders/picks/uniform_of.h"

namespace reprise {

std::optional<TrackId> uniform_of_free(const TrackList& list, std::uint32_t n,
                                       const Exclude& exclude, Request& request) {
  // Most of a list is usually free: try a few at random before looking at all of it. Given that a
  // try is accepted it is uniform among the free ones, and so is the choice after the tries.
  constexpr int kTries = 4;
  for (int i = 0; i < kTries; ++i) {
    const TrackId track = list[uniform_index(request.draws, n)];
    if (!exclude.excludes(track, request)) return track;
  }
  std::uint32_t free = 0;
  for (std::uint32_t i = 0; i < n; ++i) free += !exclude.excludes(list[i], request);
  if (free == 0) return std::nullopt;
  std::uint32_t left = uniform_index(request.draws, free);
  for (std::uint32_t i = 0;; ++i) {
    if (!exclude.excludes(list[i], request) && left-- == 0) return list[i];
  }
}

}  // namespace reprise
