#include "experiments/statistics/paired.h"

#include <algorithm>
#include <cmath>

namespace reprise {

PairedComparison paired_comparison(const PairedMoments& users, double alpha) {
  const Moments& difference = users.difference;
  const double n = static_cast<double>(difference.n);
  PairedComparison comparison;
  if (difference.n < 2) {
    comparison.difference = student_interval(difference.mean, 0, 0, alpha);
    return comparison;
  }
  comparison.difference =
      student_interval(difference.mean, std::sqrt(difference.variance / n), n - 1, alpha);
  const double v0 = users.first.variance;
  const double v1 = users.second.variance;
  if (difference.variance > 0) comparison.variance_reduction = (v0 + v1) / difference.variance;
  if (v0 > 0 && v1 > 0) {
    comparison.correlation =
        std::clamp(users.covariance / (std::sqrt(v0) * std::sqrt(v1)), -1.0, 1.0);
  }
  return comparison;
}

}  // namespace reprise
