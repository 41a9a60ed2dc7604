#include "recommenders/picks/uniform_of.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace reprise {
namespace {

// Chooses among the first index.n() items of the list that are not excluded.
MaybeTrack one_of_free(const TrackList& list, UniformIndex index, const Exclude& exclude,
                       Request& request) {
  // Most of a list is usually not excluded, so a few random tries come before a look at the whole
  // list. An accepted try is uniform among the free items, and so is the choice after the tries.
  constexpr int kTries = 4;
  for (int i = 0; i < kTries; ++i) {
    const TrackId track = list[index(request.draws)];
    if (!exclude.excludes(track, request)) return track;
  }
  std::uint32_t free = 0;
  for (std::uint32_t i = 0; i < index.n(); ++i) free += !exclude.excludes(list[i], request);
  if (free == 0) return std::nullopt;
  std::uint32_t left = uniform_index(request.draws, free);
  for (std::uint32_t i = 0;; ++i) {
    if (!exclude.excludes(list[i], request) && left-- == 0) return list[i];
  }
}

inline MaybeTrack one_of(const TrackList& list, UniformIndex index, const Exclude* exclude,
                         Request& request) {
  if (exclude == nullptr) return list[index(request.draws)];
  return one_of_free(list, index, *exclude, request);
}

// Tells the propensities of a draw from the whole catalog: all tracks but the excluded ones.
bool tell_catalog(std::uint32_t n_tracks, const Exclude* exclude, const Request& request,
                  double share, Propensities& propensities) {
  std::vector<TrackId> excluded;
  for (TrackId track = 0; exclude != nullptr && track < n_tracks; ++track) {
    if (exclude->excludes(track, request)) excluded.push_back(track);
  }
  if (excluded.size() == n_tracks) return false;
  propensities.add_to_all_but(excluded, share / static_cast<double>(n_tracks - excluded.size()));
  return true;
}

}  // namespace

bool tell_uniform_of(const TrackList& list, std::uint32_t head, const Exclude* exclude,
                     Request& request, double share, Propensities& propensities) {
  const std::uint32_t n = std::min(head, list.size);
  if (list.tracks == nullptr && n == propensities.n_tracks()) {
    return tell_catalog(n, exclude, request, share, propensities);
  }
  const auto is_free = [&](std::uint32_t i) {
    return exclude == nullptr || !exclude->excludes(list[i], request);
  };
  std::vector<TrackId> free;
  for (std::uint32_t i = 0; i < n; ++i) {
    if (is_free(i)) free.push_back(list[i]);
  }
  for (const TrackId track : free) {
    propensities.add(track, share / static_cast<double>(free.size()));
  }
  return !free.empty();
}

MaybeTrack uniform_of(const TrackList& list, std::uint32_t head, const Exclude* exclude,
                      Request& request) {
  return one_of(list, UniformIndex(std::min(head, list.size)), exclude, request);
}

void uniform_of_each(std::span<const TrackList> lists, std::uint32_t head, const Exclude* exclude,
                     std::span<Request* const> requests, std::span<MaybeTrack> tracks) {
  // The index is kept from list to list, because most lists are as long as the one before.
  UniformIndex index(0);
  const auto index_of = [&](const TrackList& list) {
    const std::uint32_t n = std::min(head, list.size);
    if (index.n() != n) index = UniformIndex(n);
    return index;
  };
  // The first items are prefetched: while one list is on its way from memory, the others are
  // requested.
  const TrackId* before = nullptr;
  for (std::size_t i = 0; i < lists.size(); ++i) {
    if (std::exchange(before, lists[i].tracks) == lists[i].tracks) continue;
    __builtin_prefetch(lists[i].tracks + index_of(lists[i]).guess(requests[i]->draws));
  }
  for (std::size_t i = 0; i < lists.size(); ++i) {
    tracks[i] = lists[i].size == 0 ? MaybeTrack()
                                   : one_of(lists[i], index_of(lists[i]), exclude, *requests[i]);
  }
}

}  // namespace reprise
