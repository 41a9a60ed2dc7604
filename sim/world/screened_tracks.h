// Chooses, by inexact scores of known error, tracks whose exact scores are worth computing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/world/ids.h"

namespace reprise {

/// Tracks and the bounds of their scores, as columns of `size` tracks.
struct ScreenedTracks {
  std::vector<float> lower;
  std::vector<float> upper;
  std::vector<std::uint32_t> place;
  std::size_t size = 0;

  /// Makes room for `more` tracks, and for what screen_tracks writes behind them.
  void make_room(std::size_t more);
};

/// Appends the tracks first + i, i < n, for which factor * (scales[i] * products[i]) + margins[i]
/// >= least, in their order. The score is within margins[i] of factor * scales[i] * products[i].
/// `n` is a multiple of 16; there must be room for n tracks. Thread-safe.
void screen_tracks(const std::int32_t* products, const float* scales, const float* margins,
                   std::size_t n, float factor, float least, std::uint32_t first,
                   ScreenedTracks& screened);

/// Drops the tracks whose upper bound is below `least`. Thread-safe.
void drop_below(float least, ScreenedTracks& screened);

}  // namespace reprise
