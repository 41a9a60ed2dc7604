// Defines an interval as figures draw it.
#pragma once

#include <algorithm>
#include <vector>

namespace reprise {

/// A piece of an interval. An end is an arrow if the interval goes on beyond the axis.
struct ChartSegment {
  double from = 0;
  double to = 0;
  bool arrow_at_from = false;
  bool arrow_at_to = false;
};

/// Returns whether an interval of these pieces goes on beyond the axis.
inline bool has_arrow(const std::vector<ChartSegment>& interval) {
  return std::any_of(interval.begin(), interval.end(), [](const ChartSegment& segment) {
    return segment.arrow_at_from || segment.arrow_at_to;
  });
}

}  // namespace reprise
