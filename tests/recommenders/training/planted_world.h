// A world whose answer is known: times are a low-rank product plus noise.
#pragma once

#include <vector>

#include "recommenders/training/pairs.h"
#include "recommenders/training/top_lists.h"

namespace reprise {

/// Context c gives track t the time 0.45 + <u_c, v_t> plus noise, uniform over whole hundredths
/// from -10 to 10. Products are of rank 3 and rarely leave [-0.35, 0.45], where times are cut to
/// whole hundredths from 0.
struct PlantedWorld {
  static constexpr std::uint32_t kContexts = 300;
  static constexpr std::uint32_t kTracks = 400;
  static constexpr std::uint32_t kListLength = 20;
  /// The variance of the noise, which no model gets below: (21^2 - 1) / 12 squared hundredths.
  static constexpr double kNoise = 440.0 / 12.0 * 1e-4;

  explicit PlantedWorld(std::uint64_t seed);

  double expected_time(std::uint32_t context, TrackId track) const;
  /// Pairs drawn uniformly. With `shuffled`, times are dealt out again at random.
  void collect(PairLog& log, std::uint32_t n_pairs, bool shuffled) const;
  /// Mean number of items that a list has in common with the true list of its context.
  double overlap(const Lists& lists) const;
  /// What overlap() is for lists that know nothing: its mean, and its standard deviation if all
  /// contexts have one and the same list, which is when it varies most.
  double chance_overlap() const;
  double chance_deviation() const;

  std::uint64_t seed;
  std::vector<std::vector<double>> contexts;
  std::vector<std::vector<double>> tracks;
  std::vector<std::vector<TrackId>> lists;  // true ones
};

}  // namespace reprise
