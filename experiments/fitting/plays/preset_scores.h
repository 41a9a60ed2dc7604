// What scores are like in a preset's worlds: the measure by which a fitted world is scaled where
// its log does not tell the scale.
#pragma once

#include <cstddef>
#include <vector>

#include "sim/generator/recipe.h"

namespace reprise {

/// Scores <row of an interest, row of a track> in a generated world, over the interests of its
/// users and all its tracks.
struct PresetScores {
  /// By popularity, the most popular first: the mean score of tracks about that popular, over the
  /// interests of users.
  std::vector<double> appeal;
  /// Standard deviation of a score less the track's mean over interests.
  double spread = 0;

  /// Returns the appeal at a place among n tracks: 0 is the most popular, 1 the least.
  double appeal_at(double place) const;
};

/// Measures scores in a world of preset 2023 with about `n_tracks` tracks (200 to 20 000), 2 000
/// users and 100 coordinates, by 500 interests. Always the same for one number of tracks. Runs on
/// all threads of the TBB arena.
PresetScores preset_scores(std::size_t n_tracks);

}  // namespace reprise
