// What a world is like: the quantities by which a synthetic one is compared with the published
// ones.
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
  std::size_t largest_artist = 0;      // tracks
  std::size_t interests = 0;           // of all users together
  std::size_t unique_interests = 0;    // different tracks among them
  double top_100_share = 0;            // of the interests, on the 100 most wanted tracks
  double sum_squared_shares = 0;       // chance that two interests are one track
  double own_neighbour_share = 0;      // interests among their own interest_neighbours
  double first_track_same_artist = 0;  // neighbours by the interest's artist, over interests

  static constexpr std::array kSelfQuantiles = {0.03, 0.5, 0.97};
  std::array<double, 3> self_scores{};  // quantiles of <e, e> over tracks

  // Quantiles of the scores of one track with all others; lowest and highest of 30 sampled tracks.
  static constexpr std::array kScoreQuantiles = {0.02, 0.1, 0.5, 0.9, 0.98, 0.995};
  std::array<double, 6> scores_low{};
  std::array<double, 6> scores_high{};
};

/// Measures a world; computes the nearest tracks of all interests when they are not known yet.
WorldStatistics measure_world(const World& world, NearestTracks& nearest,
                              const Progress& progress = {});

/// The figures as text for a terminal.
std::string describe_world(const World& world, NearestTracks& nearest,
                           const std::string& description, const Progress& progress = {});

}  // namespace reprise
