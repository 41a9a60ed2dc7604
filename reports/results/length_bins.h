// Bins of session lengths, so that results and every report of them count in the same ones.
#pragma once

#include <cstddef>
#include <vector>

namespace reprise {

/// Several lengths that are shown as one: from first to last.
struct LengthBin {
  std::size_t first = 0;
  std::size_t last = 0;
};

/// Lengths beyond this are shown in bins of doublings, as each has its own place no longer.
inline constexpr std::size_t kMostSingleLengths = 40;

/// The bins that hold `least` (0 or 1) to `most`: one for each length, or 0, 1, 2 to 3, 4 to 7, ...
/// as far as they go.
std::vector<LengthBin> length_bins(std::size_t least, std::size_t most, bool doublings);

}  // namespace reprise
