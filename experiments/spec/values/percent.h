// Reads and writes percentages and widths as configs have them: `1%`, or a number in a metric's own
// units.
#pragma once

#include <string>

#include "sim/support/parameters/parameters.h"

namespace reprise {

/// A share in percent, from 0% to 100%, written with its sign: `1%`.
struct Percent {
  double percent = 0;
};

/// A width above 0: `1%` of the control's mean, or a number in the metric's units.
struct Width {
  double value = 1;  // in percent when relative
  bool relative = true;

  /// Returns the width in the metric's units, given the control's mean.
  double of(double control_mean) const { return relative ? 0.01 * value * control_mean : value; }
};

template <>
struct ParameterType<Percent> {
  static std::string name() { return "percentage"; }
  static Percent read(const Node& node, const std::string& what);
  static Node write(const Percent& value);
};

template <>
struct ParameterType<Width> {
  static std::string name() { return "percentage or number"; }
  static Width read(const Node& node, const std::string& what);
  static Node write(const Width& value);
};

/// Returns the width in words: "1% of the control's mean" or "0.25".
std::string width_words(const Width& width);

}  // namespace reprise
