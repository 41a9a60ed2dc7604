#include "experiments/statistics/variance_components.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <boost/math/quadrature/tanh_sinh.hpp>

#include "experiments/statistics/moments.h"
#include "sim/support/check.h"

namespace reprise {
namespace {

// The straight line through the squares, and the error of its slope.
struct Line {
  VarianceComponents components;
  double within_error = 0;  // standard error of `within`; infinite when it is unknown
};

double at(const VarianceComponents& components, double inverse) {
  return components.between + components.within * inverse;
}

// Fits the line by weighted least squares. The two parameters may not fall below 0: when one would,
// it is set to 0 and the other is fitted alone. The residuals, and with them the slope's error, are
// those of the line without this constraint.
Line least_squares(std::span<const double> inverses, std::span<const double> squares,
                   std::span<const double> weights) {
  double weight = 0;
  double x_sum = 0;
  double y_sum = 0;
  for (std::size_t i = 0; i < squares.size(); ++i) {
    weight += weights[i];
    x_sum += weights[i] * inverses[i];
    y_sum += weights[i] * squares[i];
  }
  const double x_mean = x_sum / weight;
  const double y_mean = y_sum / weight;
  double xx = 0;
  double xy = 0;
  double yy = 0;
  for (std::size_t i = 0; i < squares.size(); ++i) {
    const double x = inverses[i] - x_mean;
    const double y = squares[i] - y_mean;
    xx += weights[i] * x * x;
    xy += weights[i] * x * y;
    yy += weights[i] * y * y;
  }
  if (xx == 0) return {{y_mean, 0}, std::numeric_limits<double>::infinity()};
  const double slope = xy / xx;
  const double residuals = std::max(0.0, yy - slope * xy);
  Line line{{y_mean - slope * x_mean, slope},
            std::sqrt(residuals / (static_cast<double>(squares.size() - 2) * xx))};
  if (slope < 0) {
    line.components = {y_mean, 0};
  } else if (line.components.between < 0) {
    const double x_squares = xx + weight * x_mean * x_mean;
    line.components = {0, (xy + weight * x_mean * y_mean) / x_squares};
  }
  return line;
}

}  // namespace

VarianceComponents variance_components(std::span<const double> values,
                                       std::span<const double> sessions) {
  REPRISE_CHECK(values.size() == sessions.size(), "{} values, {} numbers of sessions",
                values.size(), sessions.size());
  const Moments users = moments(values);
  std::vector<double> inverses(values.size());
  std::vector<double> squares(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    REPRISE_CHECK(std::isfinite(sessions[i]) && sessions[i] >= 1, "{} sessions", sessions[i]);
    inverses[i] = 1 / sessions[i];
    squares[i] = (values[i] - users.mean) * (values[i] - users.mean);
  }
  const VarianceComponents all_between{.between = users.variance, .within = 0};
  if (users.n < 3 || users.variance == 0) return all_between;

  // Fit twice: the first line gives the weights of the second.
  std::vector<double> weights(values.size(), 1.0);
  const VarianceComponents first = least_squares(inverses, squares, weights).components;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double spread = at(first, inverses[i]) / users.variance;
    weights[i] = 1 / (spread * spread);
  }
  const Line line = least_squares(inverses, squares, weights);
  // A slope that is too uncertain counts as 0.
  const double mean_inverse = moments(inverses).mean;
  if (!(line.within_error * mean_inverse <= users.variance / 2)) return all_between;
  const double scale = users.variance / at(line.components, mean_inverse);
  return {.between = scale * line.components.between, .within = scale * line.components.within};
}

Attendance attendance(double sessions, double users) {
  REPRISE_CHECK(std::isfinite(sessions) && sessions >= 1 && std::isfinite(users) && users >= 1,
                "{} sessions of {} users", sessions, users);
  const double p = 1 / users;
  const double log_none = sessions * std::log1p(-p);  // minus infinity for one user
  // (G(t) - G(0)) / t, where `to_end` is t - 1 or, near 0, -t (and is not needed there).
  const auto integrand = [&](double t, double to_end) {
    const double missing = t < 0.5 ? 1 - t : std::abs(to_end);
    const double growth = sessions * std::log1p(p * t / (1 - p));
    // The two forms avoid cancellation for small differences and overflow for large ones.
    const double gain = growth < 1
                            ? std::exp(log_none) * std::expm1(growth)
                            : std::exp(sessions * std::log1p(-p * missing)) - std::exp(log_none);
    return gain / t;
  };
  boost::math::quadrature::tanh_sinh<double> quadrature;
  const double inverse = quadrature.integrate(integrand, 0.0, 1.0, 1e-12);
  const double some = -std::expm1(log_none);
  return {.users = users * some, .mean_inverse = inverse / some};
}

double squared_error_after(const VarianceComponents& components, double sessions, double users) {
  REPRISE_CHECK(components.between >= 0 && components.within >= 0, "between {}, within {}",
                components.between, components.within);
  const Attendance come = attendance(sessions, users);
  return at(components, come.mean_inverse) / come.users;
}

}  // namespace reprise
