#include "experiments/statistics/error_history.h"

#include <cmath>

namespace reprise {

std::optional<double> ErrorHistory::sessions_for(double wanted) const {
  if (points_.empty()) return std::nullopt;
  const auto by_square_root = [&](const std::pair<double, double>& point) {
    const double ratio = point.second / wanted;
    return point.first * ratio * ratio;
  };
  // Without any error the first sessions were enough.
  if (points_.front().second <= 0) return points_.front().first;
  if (points_.front().second <= wanted) return by_square_root(points_.front());
  if (!(wanted > 0)) return std::nullopt;
  for (std::size_t i = 1; i < points_.size(); ++i) {
    const auto& [n0, e0] = points_[i - 1];
    const auto& [n1, e1] = points_[i];
    if (e1 > wanted || e1 >= e0) continue;
    if (e1 <= 0) return n1;
    const double part = std::log(e0 / wanted) / std::log(e0 / e1);
    return n0 * std::pow(n1 / n0, part);
  }
  return by_square_root(points_.back());
}

}  // namespace reprise
