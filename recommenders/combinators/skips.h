// Defines a skip for recommenders. The definition uses times, because recommenders do not see the
// session budget.
#pragma once

#include <algorithm>

#include "recommenders/request.h"

namespace reprise {

/// Returns how many of the last `window` recommendations of this session (0: of all) were listened
/// to for less than `below`. The first track is not a recommendation.
inline std::uint32_t skips(const Playbacks& playbacks, Hundredths below, std::size_t window = 0) {
  auto times = playbacks.times().subspan(1);
  if (window > 0 && window < times.size()) times = times.last(window);
  return static_cast<std::uint32_t>(
      std::count_if(times.begin(), times.end(), [&](Hundredths time) { return time < below; }));
}

}  // namespace reprise
