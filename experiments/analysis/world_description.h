// Measures a world: the quantities by which a synthetic world is compared with the published ones.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "sim/support/progress.h"
#include "sim/world/nearest_tracks.h"
#include "sim/world/world.h"

namespace reprise {

struct WorldStatistics {
  std::size_t tracks = 0;
  std::size_t artists = 0;
  std::size_t users = 0;
  std::size_t dim = 0;
  std::size_t largest_artist = 0;    // most tracks of one artist
  std::size_t interests = 0;         // of all users together
  std::size_t unique_interests = 0;  // different tracks among the interests
  double top_100_share = 0;          // share of the interests that are one of the 100 most frequent
  double sum_squared_shares = 0;     // chance that two random interests are the same track
  double own_neighbour_share = 0;    // share of interests among their own interest_neighbours
  double first_track_same_artist = 0;  // mean share of an interest's neighbours by its artist

  static constexpr std::array kSelfQuantiles = {0.03, 0.5, 0.97};
  std::array<double, 3> self_scores{};  // quantiles of <e, e> over tracks

  // Quantiles of the scores of one track with all tracks: the lowest and the highest value of each
  // quantile over 30 sampled tracks.
  static constexpr std::array kScoreQuantiles = {0.02, 0.1, 0.5, 0.9, 0.98, 0.995};
  std::array<double, 6> scores_low{};
  std::array<double, 6> scores_high{};
};

/// Measures a world. Computes the nearest tracks of all interests if they are not known yet.
WorldStatistics measure_world(const World& world, NearestTracks& nearest,
                              const Progress& progress = {});

/// Returns the measurements as text for a terminal.
std::string describe_world(const World& world, NearestTracks& nearest,
                           const std::string& description, const Progress& progress = {});

}  // namespace reprise
