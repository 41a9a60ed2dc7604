// An interval as figures draw it.
#pragma once

#include <algorithm>
#include <vector>

namespace reprise {

/// A piece of an interval; it ends in an arrow where the interval goes on beyond what is shown.
struct ChartSegment {
  double from = 0;
  double to = 0;
  bool arrow_at_from = false;
  bool arrow_at_to = false;
};

/// Whether an interval of these pieces goes on beyond what is shown.
inline bool has_arrow(const std::vector<ChartSegment>& interval) {
  return std::any_of(interval.begin(), interval.end(), [](const ChartSegment& segment) {
    return segment.arrow_at_from || segment.arrow_at_to;
  });
}

}  // namespace reprise
