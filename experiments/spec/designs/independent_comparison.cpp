#include "experiments/spec/designs/independent_comparison.h"

#include "experiments/statistics/welch.h"

namespace reprise {

Comparison compare_independent(const UserValues& control, const UserValues& treatment,
                               const Estimator& estimator, double alpha) {
  const Moments c = estimator.of(control);
  const Moments t = estimator.of(treatment);
  Comparison comparison{.difference = welch(c, t, alpha),
                        .means = split_difference(c, t),
                        .variance_reduction = std::nullopt,
                        .correlation = std::nullopt};
  const double plain =
      split_difference(moments(control.values), moments(treatment.values)).difference_variance;
  const double squared_error = comparison.means.difference_variance;
  if (squared_error > 0 && squared_error != plain) {
    comparison.variance_reduction = plain / squared_error;
  }
  return comparison;
}

}  // namespace reprise
