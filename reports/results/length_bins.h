// Defines the bins of session lengths. The results and every report use the same bins, so that
// their counts agree.
#pragma once

#include <cstddef>
#include <vector>

namespace reprise {

/// A bin of session lengths: all lengths from first to last.
struct LengthBin {
  std::size_t first = 0;
  std::size_t last = 0;
};

/// Longer sessions are shown in bins that double in size, because a figure has no room for a place
/// of each length.
inline constexpr std::size_t kMostSingleLengths = 40;

/// Returns the bins that hold the lengths from `least` (0 or 1) to `most`. Each length has a bin of
/// its own; with `doublings` the bins are 0, 1, 2 to 3, 4 to 7, and so on. The last bin may then
/// reach beyond `most`.
std::vector<LengthBin> length_bins(std::size_t least, std::size_t most, bool doublings);

}  // namespace reprise
