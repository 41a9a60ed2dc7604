// One parameter of a sweep: a dotted path into the experiment, and the values it takes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/support/parameters/node.h"

namespace reprise {

/// A value and what reports call it.
struct AxisValue {
  std::string name;
  Node value;
};

/// Numbers between two ends.
struct AxisRange {
  double from = 0;
  double to = 1;
  std::optional<std::int64_t> count;  // for a grid: equally far apart, the ends among them
  bool log_scale = false;
  bool integers = false;  // both ends are written as integers, so what is between them is rounded

  /// At `share` (0 to 1) of the way between the ends.
  AxisValue at(double share, const Place& place) const;
};

struct SweepAxis {
  std::string path;
  Place place;
  Node written;
  std::vector<AxisValue> values;   // each once; empty for a range without a count
  std::optional<AxisRange> range;  // where it is written as one
};

/// Reads `[a, b, c]`, `{choices: {name: value, ...}}` or `{from, to, count, scale}`. Throws
/// UserError.
SweepAxis read_axis(const std::string& path, const Place& path_place, const Node& node);

}  // namespace reprise
