// How a standard error fell as an experiment was played, and when it was, or will be, as small as
// one wants it.
#pragma once

#include <optional>
#include <utility>
#include <vector>

namespace reprise {

class ErrorCourse {
 public:
  /// After so many sessions, more than at any point before.
  void add(double sessions, double standard_error) {
    points_.emplace_back(sessions, standard_error);
  }

  /// Sessions after which the error is `wanted`: between two points on a line through their
  /// logarithms, and outside of them by the square root law. Absent without points, or where
  /// nothing is wanted (0 or less) of an error that is not 0. Pure.
  std::optional<double> sessions_for(double wanted) const;

 private:
  std::vector<std::pair<double, double>> points_;
};

}  // namespace reprise
