// Finds out how long tracks are.
#pragma once

#include <cstdint>
#include <vector>

#include "experiments/listens/read_listens.h"

namespace reprise {

/// The lengths of tracks that plays heard out tell.
struct TrackLengths {
  /// Milliseconds by track; Play::kUnknown where there is none.
  std::vector<std::uint32_t> estimated;

  /// Returns the length of a play's track: as the log gives it, else as it was estimated.
  std::uint32_t of(const Play& play) const {
    return play.length != Play::kUnknown ? play.length : estimated[play.track];
  }
};

/// Estimates each track's length as the mode of its plays that were heard out, to 2 %: of the
/// windows [x, 1.02 x] of played times, the one with the most plays (the longest of those, because
/// what is sought forward is shorter), and there the middle play. Pure.
TrackLengths estimate_lengths(const ListeningLog& log);

/// Returns the played share of a play, at most 1 only where nothing is above it; below 0 when it is
/// not known. Pure.
double played_share(const Play& play, const TrackLengths& lengths);

}  // namespace reprise
