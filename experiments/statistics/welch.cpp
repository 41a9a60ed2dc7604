#include "experiments/statistics/welch.h"

#include <cmath>

namespace reprise {

StudentInterval welch(const Moments& control, const Moments& treatment, double alpha) {
  const double difference = treatment.mean - control.mean;
  if (control.n < 2 || treatment.n < 2) return student_interval(difference, 0, 0, alpha);
  const double n0 = static_cast<double>(control.n);
  const double n1 = static_cast<double>(treatment.n);
  const double a = control.variance / n0;
  const double b = treatment.variance / n1;
  double df = n0 + n1 - 2;
  if (a + b > 0) {
    // The shares of the variance are squared rather than the variances, whose squares may
    // underflow.
    const double share0 = a / (a + b);
    const double share1 = b / (a + b);
    df = 1 / (share0 * share0 / (n0 - 1) + share1 * share1 / (n1 - 1));
  }
  return student_interval(difference, std::sqrt(a + b), df, alpha);
}

}  // namespace reprise
