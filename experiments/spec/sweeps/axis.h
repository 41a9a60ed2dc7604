// One parameter of a sweep: a dotted path into the experiment, and the values of the parameter.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/support/parameters/node.h"

namespace reprise {

/// A value and its name in reports.
struct AxisValue {
  std::string name;
  Node value;
};

/// A range of numbers between two ends.
struct AxisRange {
  double from = 0;
  double to = 1;
  std::optional<std::int64_t> count;  // values of a grid: equally far apart, with both ends
  bool log_scale = false;
  bool integers = false;  // both ends are written as integers, so values between them are rounded

  /// Returns the value at `share` (0 to 1) of the way between the ends.
  AxisValue at(double share, const Place& place) const;
};

struct SweepAxis {
  std::string path;
  Place place;
  Node written;
  std::vector<AxisValue> values;   // different values; empty for a range without a count
  std::optional<AxisRange> range;  // present when the axis is written as a range
};

/// Reads `[a, b, c]`, `{choices: {name: value, ...}}` or `{from, to, count, scale}`. Throws
/// UserError.
SweepAxis read_axis(const std::string& path, const Place& path_place, const Node& node);

}  // namespace reprise
