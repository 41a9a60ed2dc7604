// What the lists of all trained models have alike: which items a list takes, the best first, and
// how lists are packed.
#pragma once

#include <span>
#include <vector>

#include "recommenders/lists.h"
#include "sim/sessions/play_counts.h"
#include "sim/world/best_tracks.h"

namespace reprise {

/// The rules for the items of a list.
struct ListSettings {
  std::uint32_t top = 100;              // at most so many items
  std::uint32_t artist_cap = 0;         // at most so many items of one artist; 0: any number
  bool with_anchor = true;              // whether list i may hold track i (if contexts are tracks)
  std::span<const ArtistId> artist_of;  // per track; needed for artist_cap
};

/// Aborts when artists are capped and `settings` has not the artist of each of `n_tracks` tracks.
void check_artists(const ListSettings& settings, std::size_t n_tracks);

/// Counts the artists of one list after another. Not to be shared by threads.
class ArtistCap {
 public:
  /// Begins an empty list.
  void clear() { of_artist_.clear(); }
  /// Returns whether the list may have one more track of this one's artist, and if so counts it.
  bool takes(TrackId track, const ListSettings& settings) {
    if (settings.artist_cap == 0) return true;
    const ArtistId artist = settings.artist_of[track];
    if (of_artist_.count(artist) >= settings.artist_cap) return false;
    of_artist_.add(artist);
    return true;
  }

 private:
  PlayCounts of_artist_;
};

/// Returns the lists, each at its index, behind one another. Pure.
Lists pack_lists(std::span<const std::vector<ScoredTrack>> lists);

}  // namespace reprise
