// Records how a standard error fell while an experiment was played, and computes after how many
// sessions the error was, or will be, as small as wanted.
#pragma once

#include <optional>
#include <utility>
#include <vector>

namespace reprise {

class ErrorHistory {
 public:
  /// Adds the standard error after `sessions` sessions, more than at any point added before.
  void add(double sessions, double standard_error) {
    points_.emplace_back(sessions, standard_error);
  }

  /// Returns the number of sessions after which the error is `wanted`. Between two points the
  /// function interpolates on a straight line through their logarithms; outside of the points it
  /// uses the square root law. Absent without points, and also when `wanted` is 0 or less while the
  /// first error is larger than `wanted`. Pure.
  std::optional<double> sessions_for(double wanted) const;

 private:
  std::vector<std::pair<double, double>> points_;
};

}  // namespace reprise
