// A world with a known answer, for tests of training: times are a low-rank product plus noise.
#pragma once

#include <vector>

#include "recommenders/training/pairs.h"
#include "recommenders/training/top_lists.h"

namespace reprise {

/// Context c gives track t the time 0.45 + <u_c, v_t> plus noise, which is uniform over whole
/// hundredths from -10 to 10. The products have rank 3 and rarely leave [-0.35, 0.45]. Times are
/// rounded to whole hundredths, and negative times are cut to 0.
struct PlantedWorld {
  static constexpr std::uint32_t kContexts = 300;
  static constexpr std::uint32_t kTracks = 400;
  static constexpr std::uint32_t kListLength = 20;
  /// The variance of the noise, (21^2 - 1) / 12 squared hundredths, in squared shares of a track.
  /// No model has a smaller loss.
  static constexpr double kNoise = 440.0 / 12.0 * 1e-4;

  explicit PlantedWorld(std::uint64_t seed);

  double expected_time(std::uint32_t context, TrackId track) const;
  /// Adds uniformly drawn pairs to `log`. If `shuffled`, the times are then permuted at random.
  void collect(PairLog& log, std::uint32_t n_pairs, bool shuffled) const;
  /// Returns the mean number of items that a list has in common with the true list of its context.
  double overlap(const Lists& lists) const;
  /// Return the mean and the standard deviation of overlap() for random lists. The deviation is
  /// that of lists that are the same for all contexts, which is the case with the largest
  /// variation.
  double chance_overlap() const;
  double chance_deviation() const;

  std::uint64_t seed;
  std::vector<std::vector<double>> contexts;
  std::vector<std::vector<double>> tracks;
  std::vector<std::vector<TrackId>> lists;  // the true lists
};

}  // namespace reprise
