// Changes a share of a track by its odds.
#pragma once

#include <cmath>

namespace reprise {

/// Returns the share whose odds, share : 1 - share, are those of `share` times `odds`. `share` is
/// in [0, 1], and so is the result; `odds` is from 0 on, and may be infinite. A share of 0 or 1
/// stays what it is. Pure.
inline double with_odds(double share, double odds) {
  if (odds == 1 || share == 0) return share;
  if (std::isinf(odds)) return 1;
  const double weighted = share * odds;
  const double rest = 1 - share;
  return rest + weighted > 0 ? weighted / (rest + weighted) : share;
}

}  // namespace reprise
