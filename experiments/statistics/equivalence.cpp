#include "experiments/statistics/equivalence.h"

#include <algorithm>
#include <cmath>

#include "sim/support/check.h"

namespace reprise {
namespace {

// Returns the p value of "the true distance is 0 or less", given the estimated distance.
double one_sided_p(double distance, double standard_error, double df) {
  if (standard_error > 0) return student_t_upper_tail(distance / standard_error, df);
  return distance > 0 ? 0 : 1;
}

}  // namespace

Equivalence equivalence(const StudentInterval& effect, double margin, double alpha) {
  REPRISE_CHECK(margin > 0 && alpha > 0 && alpha < 0.5, "margin {}, alpha {}", margin, alpha);
  const double df = effect.degrees_of_freedom;
  if (!(df > 0)) return {.lower = effect.lower, .upper = effect.upper};
  const double se = effect.standard_error;
  const StudentInterval interval = student_interval(effect.estimate, se, df, 2 * alpha);
  const double p_noninferior = one_sided_p(effect.estimate + margin, se, df);
  const double p_nonsuperior = one_sided_p(margin - effect.estimate, se, df);
  const double p_equivalent = std::max(p_noninferior, p_nonsuperior);
  return {.p_noninferior = p_noninferior,
          .p_equivalent = p_equivalent,
          .lower = interval.lower,
          .upper = interval.upper,
          .noninferior = p_noninferior <= alpha,
          .equivalent = p_equivalent <= alpha};
}

double lift_equivalence_p(const MeanDifference& means, double df, double margin) {
  REPRISE_CHECK(margin > 0, "margin {}", margin);
  if (!(df > 0) || means.control <= 0) return 1;
  const auto p = [&](double sign) {
    // The variance of margin * control + sign * difference, the distance of the effect from one end
    // of the margin.
    const double variance = margin * margin * means.control_variance + means.difference_variance +
                            2 * sign * margin * means.covariance;
    return one_sided_p(margin * means.control + sign * means.difference,
                       std::sqrt(std::max(0.0, variance)), df);
  };
  return std::max(p(1), p(-1));
}

}  // namespace reprise
