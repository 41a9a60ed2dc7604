#include "experiments/statistics/student_t.h"

#include <cmath>
#include <limits>

#include <boost/math/distributions/students_t.hpp>

#include "sim/support/check.h"

namespace reprise {

namespace {
constexpr double kInfinity = std::numeric_limits<double>::infinity();
}  // namespace

double student_t_upper_tail(double t, double df) {
  REPRISE_CHECK(df > 0 && !std::isnan(t), "t {}, df {}", t, df);
  return boost::math::cdf(boost::math::complement(boost::math::students_t(df), t));
}

double student_t_two_sided_p(double t, double df) {
  return 2 * student_t_upper_tail(std::abs(t), df);
}

double student_t_critical(double alpha, double df) {
  REPRISE_CHECK(alpha > 0 && alpha < 1 && df > 0, "alpha {}, df {}", alpha, df);
  return boost::math::quantile(boost::math::complement(boost::math::students_t(df), alpha / 2));
}

StudentInterval student_interval(double estimate, double standard_error, double df, double alpha) {
  REPRISE_CHECK(std::isfinite(estimate) && std::isfinite(standard_error) && standard_error >= 0,
                "estimate {}, standard error {}", estimate, standard_error);
  REPRISE_CHECK(alpha > 0 && alpha < 1, "alpha {}", alpha);
  if (!(df > 0)) {
    return {.estimate = estimate,
            .standard_error = kInfinity,
            .degrees_of_freedom = 0,
            .critical = kInfinity,
            .lower = -kInfinity,
            .upper = kInfinity,
            .p = 1};
  }
  const double critical = student_t_critical(alpha, df);
  StudentInterval interval{.estimate = estimate,
                           .standard_error = standard_error,
                           .degrees_of_freedom = df,
                           .critical = critical,
                           .lower = estimate - critical * standard_error,
                           .upper = estimate + critical * standard_error};
  if (standard_error > 0) {
    interval.p = student_t_two_sided_p(estimate / standard_error, df);
  } else {
    interval.p = estimate == 0 ? 1 : 0;
  }
  return interval;
}

}  // namespace reprise
