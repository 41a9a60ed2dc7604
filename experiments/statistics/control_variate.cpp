#include "experiments/statistics/control_variate.h"

#include <algorithm>
#include <cmath>

#include "sim/check.h"

namespace reprise {

ControlVariateEstimate control_variate(const PairedMoments& users, double known_mean,
                                       double alpha) {
  REPRISE_CHECK(std::isfinite(known_mean), "known mean {}", known_mean);
  const Moments& x = users.first;
  const Moments& d = users.second;
  ControlVariateEstimate estimate;
  if (x.n < 3) {
    estimate.adjusted = student_interval(d.mean, 0, 0, alpha);
    return estimate;
  }
  const double n = static_cast<double>(x.n);
  double leverage = 0;
  const double missed = x.mean - known_mean;
  if (x.variance > 0) {
    estimate.theta = users.covariance / x.variance;
    leverage = missed * missed / (x.variance * (n - 1));
    if (d.variance > 0) {
      estimate.r_squared = std::clamp(estimate.theta * (users.covariance / d.variance), 0.0, 1.0);
    }
  }
  const double residual = d.variance * (1 - estimate.r_squared) * ((n - 1) / (n - 2));
  estimate.adjusted = student_interval(d.mean - estimate.theta * missed,
                                       std::sqrt(residual * (1 / n + leverage)), n - 2, alpha);
  return estimate;
}

}  // namespace reprise
