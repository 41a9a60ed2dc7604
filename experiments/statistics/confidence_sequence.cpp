#include "experiments/statistics/confidence_sequence.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include <boost/math/special_functions/lambert_w.hpp>

#include "sim/support/check.h"

namespace reprise {

double confidence_sequence_rho2(double alpha, std::uint64_t optimal_users) {
  REPRISE_CHECK(alpha > 1e-150 && alpha < 1 && optimal_users > 0, "alpha {}, {} users", alpha,
                optimal_users);
  const double lambda = -boost::math::lambert_wm1(-alpha * alpha / std::numbers::e) - 1;
  return lambda / static_cast<double>(optimal_users);
}

double confidence_sequence_critical(std::uint64_t users, double rho2, double alpha) {
  REPRISE_CHECK(rho2 > 0 && alpha > 0 && alpha < 1, "rho^2 {}, alpha {}", rho2, alpha);
  if (users < 2) return std::numeric_limits<double>::infinity();
  const double k = static_cast<double>(users) * rho2;
  return std::sqrt(2 * (1 + 1 / k) * (0.5 * std::log1p(k) - std::log(alpha)));
}

AnytimeInterval confidence_sequence(double estimate, double standard_error, std::uint64_t users,
                                    double rho2, double alpha) {
  REPRISE_CHECK(std::isfinite(estimate) && standard_error >= 0, "estimate {}, standard error {}",
                estimate, standard_error);
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  if (users < 2 || std::isinf(standard_error)) {
    return {.estimate = estimate, .lower = -kInfinity, .upper = kInfinity, .p = 1};
  }
  const double critical = confidence_sequence_critical(users, rho2, alpha);
  AnytimeInterval interval{.estimate = estimate,
                           .lower = estimate - critical * standard_error,
                           .upper = estimate + critical * standard_error};
  if (standard_error > 0) {
    const double k = static_cast<double>(users) * rho2;
    const double t = estimate / standard_error;
    interval.p = std::min(1.0, std::exp(0.5 * std::log1p(k) - t * t * k / (2 * (1 + k))));
  } else {
    interval.p = estimate == 0 ? 1 : 0;
  }
  return interval;
}

}  // namespace reprise
