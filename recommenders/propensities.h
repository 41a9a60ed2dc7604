// The propensity of a track: the probability with which a recommender names it, given what the
// recommender saw. Recommender::tell fills a Propensities.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/world/ids.h"

namespace reprise {

/// The propensities of all tracks of a catalog for one request. Its memory grows with the catalog
/// and is kept from request to request; clear() and the additions take time for the tracks that
/// they name, not for the catalog. Not to be shared by threads.
class Propensities {
 public:
  explicit Propensities(std::size_t n_tracks) : own_(n_tracks, 0.0), place_of_(n_tracks, 0) {}

  std::size_t n_tracks() const { return own_.size(); }

  /// Sets every propensity to 0.
  void clear();

  /// Adds `propensity` (not below 0) to that of the track.
  void add(TrackId track, double propensity) {
    if (propensity <= 0) return;
    touch(track);
    own_[track] += propensity;
  }
  /// Adds `each` to the propensity of every track that is not in `excluded` (any order, each track
  /// once). An excluded track that nothing else names stays at exactly 0.
  void add_to_all_but(std::span<const TrackId> excluded, double each);

  /// Returns the propensity of a track.
  double of(TrackId track) const;
  /// Returns the number of tracks whose propensity is above 0.
  std::uint32_t candidates() const;

  /// Calls visit(track, propensity) for every track whose propensity is above 0.
  template <class Visit>
  void for_each(Visit visit) const {
    const double others = of_untouched();
    if (others > 0) {
      for (TrackId track = 0; track < own_.size(); ++track) {
        const double propensity = place_of_[track] == 0 ? others : of(track);
        if (propensity > 0) visit(track, propensity);
      }
      return;
    }
    for (const TrackId track : touched_) {
      const double propensity = of(track);
      if (propensity > 0) visit(track, propensity);
    }
  }

 private:
  // An addition to nearly all tracks.
  struct Wide {
    double each = 0;
    std::vector<TrackId> excluded;  // sorted
  };

  void touch(TrackId track) {
    if (place_of_[track] != 0) return;
    touched_.push_back(track);
    place_of_[track] = static_cast<std::uint32_t>(touched_.size());
  }
  double of_untouched() const;

  std::vector<double> own_;              // by track: what was added to this track alone
  std::vector<std::uint32_t> place_of_;  // by track: its place in touched_, from 1; 0: not in it
  std::vector<TrackId> touched_;         // the tracks that may differ from all others
  std::vector<Wide> wide_;
};

}  // namespace reprise
