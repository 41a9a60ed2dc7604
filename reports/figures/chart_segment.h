// An interval as figures draw it.
#pragma once

namespace reprise {

/// A piece of an interval; it ends in an arrow where the interval goes on beyond what is shown.
struct ChartSegment {
  double from = 0;
  double to = 0;
  bool arrow_at_from = false;
  bool arrow_at_to = false;
};

}  // namespace reprise
